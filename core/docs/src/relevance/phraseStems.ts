import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../packageRoot.js';
import { stemOf } from '../index/index.js';
import { once } from '../index/once.js';
import { tellingWords } from './query.js';
import { vocabularyOf } from './vocabulary/index.js';

const file = 'handbook-phrases.json';

/** The stems of a phrase's telling words. */
export function stemsOfPhrase(text: string): readonly string[] {
  return tellingWords(text.replaceAll('-', ' ')).map(stemOf);
}

/** The stems of every phrase of the vocabulary, as the file that `npm run build` bakes them to. */
export function phraseFile(): Record<string, string> {
  const entries = (['nixos', 'home-manager'] as const).flatMap((set) => vocabularyOf(set));
  const phrases = new Set(entries.flatMap((entry) => entry.phrases));
  const stems = [...phrases].map((text) => [text, stemsOfPhrase(text)] as const);
  return { [file]: JSON.stringify(stems) };
}

/** The same by their texts; empty where it was not built. */
export const bakedPhrases = once((): ReadonlyMap<string, readonly string[]> => {
  try {
    const text = readFileSync(join(packageRoot, 'dist', file), 'utf8');
    return new Map(JSON.parse(text) as (readonly [string, readonly string[]])[]);
  } catch {
    return new Map();
  }
});
