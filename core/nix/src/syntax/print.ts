import type { Tree } from '../parser/parse.js';

/** Gives a tree's file back, byte for byte. */
export function print({ tokens }: Tree): string {
  let text = '';
  for (let index = 0; index < tokens.length; index++) text += tokens.text(index);
  return text;
}
