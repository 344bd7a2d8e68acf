import { HelpFormatter } from '@oclif/core/help';
import type { Interfaces } from '@oclif/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { fitted } from './rootHelp.js';

/** oclif's own way to set a list. */
class Formatter extends HelpFormatter {
  list(rows: [string, string][]): string {
    return this.section('TOPICS', this.renderList(rows, { indentation: 2, spacer: '\n' }));
  }
}

const inColumns = (maxWidth: number) => new Formatter({} as Interfaces.Config, { maxWidth });
const word = fc.stringMatching(/^[a-z(]{1,14}[,.]?$/);
const rows = fc.array(
  fc.tuple(
    fc.stringMatching(/^[a-z-]{1,14}$/),
    fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' ')),
  ),
  { minLength: 1, maxLength: 6 },
);

describe('the help of all commands', () => {
  it('is set as oclif sets it, in any number of columns, or left to it', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 40, max: 160 }), (some, width) => {
        const text = `What it is\n\n${inColumns(100_000).list(some)}\n`;
        const found = fitted(text, { width, color: false, version: '' });
        fc.pre(found !== undefined);
        expect(found).to.equal(`What it is\n\n${inColumns(width).list(some)}\n`);
      }),
      { numRuns: 100 },
    );
  });

  it('says the version of now, and is left to oclif where that needs two lines', () => {
    const look = { color: false, version: 'nixai/2.0.0 linux-x64 node-v20.20.2' };
    const text = 'What it is\n\nVERSION\n  nixai/1.0.0 of the build\n';
    expect(fitted(text, { ...look, width: 40 })).to.equal(
      'What it is\n\nVERSION\n  nixai/2.0.0 linux-x64 node-v20.20.2\n',
    );
    expect(fitted(text, { ...look, width: 30 })).to.equal(undefined);
  });
});
