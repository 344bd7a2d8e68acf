import type { WrittenValue } from '@nixai/api';
import type { Operator } from './rule.js';

type Plain = string | number | boolean;

/** Whether a value is as it should be; undefined where that does not show. */
export type Answer = boolean | undefined;

interface Test {
  readonly op: Operator;
  readonly value?: Plain | readonly Plain[];
}

const listOf = (value: Test['value']): readonly Plain[] =>
  value === undefined ? [] : typeof value === 'object' ? value : [value];

/** Judges plain values: one of an option's default, or texts that a machine says. */
export function testPlain({ op, value }: Test, own: Plain | readonly Plain[]): Answer {
  const wanted = listOf(value);
  const texts = listOf(own).map(String);
  switch (op) {
    case 'set':
      return true;
    case 'unset':
      return false;
    case 'has':
      return texts.some((text) => new RegExp(String(value)).test(text));
    case 'lacks':
      return !texts.some((text) => new RegExp(String(value)).test(text));
    case 'atLeast':
    case 'atMost': {
      // What is no number was not understood.
      const [text = ''] = texts;
      if (!/^-?\d+(?:\.\d+)?$/.test(text)) return undefined;
      return op === 'atLeast' ? Number(text) >= Number(value) : Number(text) <= Number(value);
    }
    default: {
      const isOne = wanted.some((one) => String(one) === texts[0]);
      return op === 'not' ? !isOne : isOne;
    }
  }
}

/** Judges a value as it stands in a configuration. */
export function testWritten(test: Test, value: WrittenValue): Answer {
  if (test.op === 'set') return value.type !== 'null';
  if (test.op === 'unset') return value.type === 'null';
  switch (value.type) {
    case 'boolean':
    case 'number':
      return testPlain(test, value.value);
    case 'string':
      return value.value === undefined ? undefined : testPlain(test, value.value);
    case 'null':
      return test.op === 'lacks' || test.op === 'not';
    case 'list': {
      const texts = value.items.map((item) =>
        item.type === 'string' || item.type === 'number' ? item.value : undefined,
      );
      const known = texts.filter((text) => text !== undefined);
      const answer = testPlain(test, known);
      if (known.length === texts.length) return answer;
      // An item that does not show may be the one: only what was seen already is certain.
      return (test.op === 'has' && answer) || (test.op === 'lacks' && answer === false)
        ? answer
        : undefined;
    }
    default:
      return undefined;
  }
}
