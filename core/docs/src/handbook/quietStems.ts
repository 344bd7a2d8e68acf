import { quietWords } from './commonWords.js';
import { stem } from './stem.js';

/** The stems of the quiet words; the bundle carries them as they come out (scripts/bundle/baked.js). */
export const quietStems: ReadonlySet<string> = new Set([...quietWords].map(stem));
