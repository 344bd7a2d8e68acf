import { expect } from 'chai';
import { errorCode, plainView } from '@nixai/api/testing';
import { resultTable } from '@nixai/api';
import { renderList, wantsList } from './list.js';

const table = resultTable({
  rows: (result: readonly { name: string; size?: number }[]) => result,
  columns: { name: ({ name }) => name, size: ({ size }) => size },
});
const result = [{ name: 'b, "c"', size: 9 }, { name: 'a', size: 10 }, { name: 'none' }];
const list = (flags: object) => renderList(table, result, flags, plainView);

describe('a result as a list', () => {
  it('sorts numbers by their size, and what is absent last', () => {
    expect(list({ sort: 'size', columns: 'name' }).split('\n')).to.deep.equal([
      'name',
      'b, "c"',
      'a',
      'none',
    ]);
    expect(list({ sort: '-name', columns: 'name' }).split('\n')[1]).to.equal('none');
  });

  it('keeps the rows whose column holds what is asked for, whatever the case', () => {
    expect(list({ filter: ['name=NON'], columns: 'name' })).to.equal('name\nnone');
    expect(list({ filter: ['name=a', 'size=99'], columns: 'name' })).to.equal('name');
  });

  it('prints values that a spreadsheet reads back', () => {
    expect(list({ csv: true })).to.equal('name,size\n"b, ""c""",9\na,10\nnone,');
  });

  it('names the columns that there are', async () => {
    for (const flags of [{ sort: 'gone' }, { columns: 'name,gone' }, { filter: ['gone=x'] }])
      expect(await errorCode(() => list(flags))).to.equal('usage');
    expect(wantsList({})).to.equal(false);
    expect(wantsList({ filter: [] })).to.equal(false);
    expect(wantsList({ csv: true })).to.equal(true);
  });
});
