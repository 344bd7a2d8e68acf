import * as parser from 'jsonc-parser';

/** The package is CommonJS in a wrapper that Node sees no names in, and a bundle does. */
export const jsonc = 'default' in parser ? (parser.default as typeof parser) : parser;
