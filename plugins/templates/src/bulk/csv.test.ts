import { expect } from 'chai';
import fc from 'fast-check';
import { errorCode } from '@nixai/api/testing';
import { readCsv } from './csv.js';

describe('a table of machines', () => {
  it('is read as spreadsheets write it, each row with its line', () => {
    const rows = readCsv('\uFEFFa,"b ""x"""\r\n1,"two\nlines, and a comma"\r\n\r\n=3,\r\n');
    expect(rows).to.deep.equal([
      { line: 2, cells: { a: '1', 'b "x"': 'two\nlines, and a comma' } },
      { line: 5, cells: { a: '=3', 'b "x"': '' } },
    ]);
  });

  it('is refused where a row has another length, a name is there twice, or a quote stands loose', async () => {
    for (const text of ['', 'a\n', 'a,a\n1,2\n', 'a,\n1,2\n', 'a,b\n1\n', 'a\n1"2\n', 'a\n"1"2\n'])
      expect(await errorCode(() => readCsv(text)), JSON.stringify(text)).to.equal('csv-invalid');
  });

  it('gives back whatever was quoted', () => {
    const cell = fc.string({ minLength: 1 }).filter((text) => !text.includes('\r'));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = ['a,b', ...rows.map((row) => row.map(quoted).join(','))].join('\n');
        expect(readCsv(text).map(({ cells }) => [cells['a'], cells['b']])).to.deep.equal(rows);
      }),
      { numRuns: 500 },
    );
  });
});
