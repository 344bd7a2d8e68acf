import type { PackageAnalyzer } from '../analyzer.js';
import { c } from './c/index.js';
import { crystal } from './crystal/index.js';
import { dart } from './dart/index.js';
import { docs } from './docs/index.js';
import { dotnet } from './dotnet/index.js';
import { elixir } from './elixir/index.js';
import { fonts } from './fonts/index.js';
import { go } from './go/index.js';
import { haskell } from './haskell/index.js';
import { java } from './java/index.js';
import { nim } from './nim/index.js';
import { node } from './node/index.js';
import { ocaml } from './ocaml/index.js';
import { php } from './php/index.js';
import { python } from './python/index.js';
import { ruby } from './ruby/index.js';
import { rust } from './rust/index.js';
import { shell } from './shell/index.js';
import { swift } from './swift/index.js';
import { zig } from './zig/index.js';

/** Our own languages, for the tests and the bench: a person's are those of the point. */
export const ourAnalyzers: readonly PackageAnalyzer[] = [
  go,
  rust,
  python,
  node,
  zig,
  haskell,
  ocaml,
  ruby,
  php,
  java,
  dotnet,
  elixir,
  dart,
  swift,
  nim,
  crystal,
  shell,
  docs,
  fonts,
  c,
];
