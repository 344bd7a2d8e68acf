// One door, and so one file of the bundle: whoever needs one template looks at all.
export { python } from './python.js';
export { rust } from './rust.js';
export { nodejs } from './nodejs.js';
export { golang } from './golang.js';
export { java } from './java.js';
export { php } from './php.js';
export { ruby } from './ruby.js';
export { elixir } from './elixir.js';
export { haskell } from './haskell.js';
export { c } from './c.js';
export { zig } from './zig.js';
