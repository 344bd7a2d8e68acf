import { expect } from 'chai';
import { rules } from '../rules/index.js';
import { readSamples } from './readSamples.js';

/** Half of the longest line that a pattern meets. */
const longestLine = 4_096;

/**
 * Seconds of the processor's time, not of the clock, for all hostile lines of a pattern: other work
 * on the machine does not count. A pattern takes milliseconds; one that backtracks without bound
 * takes minutes for a single line.
 */
const limit = 10;

const patterns = rules.flatMap(({ id, patterns: its }) =>
  its.map((pattern) => ({ id, ...pattern })),
);

/** Lines that make a careless pattern try every way to split them. */
function hostileLines(anchors: readonly string[], starts: readonly string[]): string[] {
  const fill = (piece: string): string => piece.repeat(Math.ceil(longestLine / piece.length));
  const pieces = [
    'a',
    ' ',
    '/',
    "'",
    '"',
    '`',
    '.',
    ':',
    '-',
    '0',
    'a ',
    "' ",
    'a/',
    ': ',
    'x=',
    '\u00e9',
  ];
  const lines = anchors.flatMap((anchor) => [
    fill(anchor),
    fill(`${anchor} `),
    ...pieces.flatMap((piece) => [
      anchor + fill(piece),
      fill(piece) + anchor,
      `${anchor} '${fill(piece)}`,
    ]),
  ]);
  const pumped = starts.flatMap((start) =>
    [1 / 3, 2 / 3, 1].flatMap((part) => {
      const head = start.slice(0, Math.floor(start.length * part));
      return [head + fill('a'), head + fill(' '), head + fill(head.slice(-1) || 'a')];
    }),
  );
  return [...lines, ...pumped].map((line) => line.slice(0, longestLine));
}

describe('patterns against hostile lines', () => {
  const logLines = readSamples().flatMap(({ log }) => log.toString().split('\n'));

  for (const { id, anchors, line } of patterns)
    it(`${id}: ${line.source.slice(0, 60)}`, () => {
      const starts = logLines.filter((text) => line.test(text)).slice(0, 3);
      const begin = process.cpuUsage();
      for (const text of hostileLines(anchors, starts)) line.test(text);
      const { user, system } = process.cpuUsage(begin);
      expect((user + system) / 1_000_000).to.be.below(limit);
    });

  it('none has an anchor that its own samples lack', () => {
    const faults = patterns.flatMap(({ id, anchors, line }) =>
      logLines
        .filter((text) => line.test(text) && !anchors.some((anchor) => text.includes(anchor)))
        .map((text) => `${id}: ${text}`),
    );
    expect(faults).to.deep.equal([]);
  });
});
