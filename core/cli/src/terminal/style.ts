import { Ansis } from 'ansis';
import type { Style } from '@nixai/api';

/** The text styles; without colour, each gives back what it was given. */
export function createStyle(color: boolean): Style {
  return color ? painted() : plain;
}

const asGiven = (text: string): string => text;
const plain: Style = {
  bold: asGiven,
  dim: asGiven,
  heading: asGiven,
  code: asGiven,
  good: asGiven,
  warn: asGiven,
  bad: asGiven,
  link: asGiven,
};

function painted(): Style {
  const paint = new Ansis(1);
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
