import { Ansis } from 'ansis';
import type { Style } from '@nixai/api';

/** The text styles; without colour, each gives back what it was given. */
export function createStyle(color: boolean): Style {
  const paint = new Ansis(color ? 1 : 0);
  return {
    bold: (text) => paint.bold(text),
    dim: (text) => paint.dim(text),
    heading: (text) => paint.bold.cyan(text),
    code: (text) => paint.yellow(text),
    good: (text) => paint.green(text),
    warn: (text) => paint.yellow(text),
    bad: (text) => paint.red(text),
    link: (text) => paint.underline(text),
  };
}
