import { NixaiError } from '@nixai/api';
import { expect } from 'chai';
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { faultOf, temporaryFolder } from '../testing/temporaryFolder.js';
import { changeCopy, putInPlace } from './folderCopy.js';

describe('files: a copy of a folder', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
    mkdirSync(folder.at('packages'));
    writeFileSync(folder.at('packages/one'), '1', { mode: 0o755 });
    symlinkSync('one', folder.at('packages/link'));
    writeFileSync(folder.at('list'), 'one');
    writeFileSync(folder.at('other'), 'mine');
  });
  afterEach(() => folder.remove());
  const text = (name: string): string => readFileSync(folder.at(name), 'utf8');
  const isOld = (): void => {
    expect(readdirSync(folder.at('packages')).sort()).to.deep.equal(['link', 'one']);
    expect([text('list'), text('packages/link'), text('other')]).to.deep.equal([
      'one',
      '1',
      'mine',
    ]);
    expect(readdirSync(folder.path).sort()).to.deep.equal(['list', 'other', 'packages']);
  };
  const isNew = (): void => {
    expect(readdirSync(folder.at('packages')).sort()).to.deep.equal(['link', 'two']);
    expect([text('list'), text('packages/two'), text('other')]).to.deep.equal(['two', '2', 'mine']);
    expect(readdirSync(folder.path).sort()).to.deep.equal(['list', 'other', 'packages']);
  };
  const change = (after: () => void = () => {}): Promise<string> =>
    changeCopy(
      folder.path,
      ['packages', 'list', 'not-there'],
      async (copy) => {
        expect(statSync(join(copy, 'packages/one')).mode & 0o777).to.equal(0o755);
        rmSync(join(copy, 'packages/one'));
        writeFileSync(join(copy, 'packages/two'), '2');
        writeFileSync(join(copy, 'list'), 'two');
        expect(text('list')).to.equal('one');
        after();
        return 'done';
      },
      folder.paths,
    );

  it('becomes the folder’s when the work is done', async () => {
    expect(await change()).to.equal('done');
    isNew();
  });

  it('is thrown away when the work fails', async () => {
    const fault = await faultOf(
      change(() => {
        throw new NixaiError({ code: 'npm-failed', what: 'no' });
      }),
    );
    expect(fault.code).to.equal('npm-failed');
    isOld();
  });

  it('is thrown away, and that is said, when the disk does not promise to keep it', async () => {
    const fault = await faultOf(
      change(() => {
        throw new NixaiError({
          code: 'write-unsynced',
          what: 'the copy may not last',
          why: 'full',
        });
      }),
    );
    expect(fault).to.include({ code: 'write-failed', what: 'nothing was changed', why: 'full' });
    isOld();
  });

  it('is begun anew where an earlier one was cut off', async () => {
    mkdirSync(folder.at('.copy.nixai-999999999-1-abcdefabcdef/packages'), { recursive: true });
    writeFileSync(folder.at('.copy.nixai-999999999-1-abcdefabcdef/packages/half'), 'x');
    await change();
    isNew();
  });

  it('is put in place at the next run, wherever that was cut off', async () => {
    await change();
    for (const moved of [[], ['packages'], ['list'], ['packages', 'list']]) {
      mkdirSync(folder.at('.done'));
      for (const part of ['packages', 'list'])
        if (!moved.includes(part)) renameSync(folder.at(part), folder.at(`.done/${part}`));
      // Of the old one there may be a rest.
      if (!moved.includes('packages')) {
        mkdirSync(folder.at('packages'));
        writeFileSync(folder.at('packages/one'), '1');
      }
      await putInPlace(folder.path);
      isNew();
    }
  });

  it('says in one line that it cannot be made', async () => {
    writeFileSync(folder.at('file'), '');
    const fault = await faultOf(
      changeCopy(folder.at('file'), ['x'], () => Promise.resolve(), folder.paths),
    );
    expect(fault).to.include({ code: 'write-failed' });
  });
});
