import type { PackageAnalyzer } from '../analyzer.js';
import { c } from './c/index.js';
import { go } from './go/index.js';
import { node } from './node/index.js';
import { python } from './python/index.js';
import { rust } from './rust/index.js';
import { shell } from './shell/index.js';

/** Our own languages, for the tests and the bench: a person's are those of the point. */
export const ourAnalyzers: readonly PackageAnalyzer[] = [go, rust, python, node, c, shell];
