import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { faultOf, temporaryFolder } from '../testing/temporaryFolder.js';
import { createFileService } from './fileService.js';
import { createRedactor } from '../redact/redactor.js';
import { ownIdentity } from './processIdentity.js';

const counter = fileURLToPath(new URL('../trials/count.js', import.meta.url));
const long = process.env['NIXAI_TRUST'] === 'long';

describe('files: lock', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let files: ReturnType<typeof createFileService>;
  beforeEach(() => {
    folder = temporaryFolder();
    files = createFileService(folder, createRedactor());
  });
  afterEach(() => folder.remove());
  const stale = (owner: object): void =>
    writeFileSync(
      folder.at('lock'),
      JSON.stringify({ ...ownIdentity(), id: 'abcdefabcdef', since: '', ...owner }),
    );

  it('is one process’s at a time, and names it', async () => {
    const lock = await files.lock(folder.at('lock'));
    const fault = await faultOf(files.lock(folder.at('lock')));
    expect(fault).to.include({ code: 'locked', exitCode: 6 });
    expect(fault.what).to.contain(`process ${process.pid}`);
    await lock.release();
    await (await files.lock(folder.at('lock'))).release();
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });

  it('waits for a living owner as long as it may', async () => {
    const lock = await files.lock(folder.at('lock'));
    const second = files.lock(folder.at('lock'), 5000);
    await lock.release();
    await (await second).release();
  });

  for (const [whose, owner] of Object.entries({
    'a process that is gone': { pid: 4194305 },
    'an earlier process with the number of a living one': { start: '1' },
    'a process of before the last boot': { boot: 'earlier' },
  }))
    it(`takes over the lock of ${whose}`, async () => {
      stale(owner);
      const lock = await files.lock(folder.at('lock'));
      expect(readFileSync(folder.at('lock'), 'utf8')).to.contain(`"pid":${process.pid}`);
      await lock.release();
      expect(readdirSync(folder.path)).to.deep.equal([]);
    });

  it('takes over what is no lock, and one whose id would lead elsewhere', async () => {
    for (const text of [
      '',
      '{',
      'null',
      '{"pid":1,"start":"","boot":"","since":"","id":"../../x"}',
    ]) {
      writeFileSync(folder.at('lock'), text);
      await (await files.lock(folder.at('lock'))).release();
      expect(readdirSync(folder.path)).to.deep.equal([]);
    }
  });

  it('takes over from one who died while taking over', async () => {
    stale({ pid: 4194305 });
    const dead = { ...ownIdentity(), pid: 4194306, id: '0123456789ab', since: '' };
    writeFileSync(folder.at('lock.abcdefabcdef'), JSON.stringify(dead));
    await (await files.lock(folder.at('lock'))).release();
    expect(readdirSync(folder.path)).to.deep.equal([]);
  });

  it('loses no update of many writers, with a stale lock to begin with', async () => {
    const [writers, rounds] = long ? [20, 50] : [6, 15];
    stale({ pid: 4194305 });
    writeFileSync(folder.at('count'), '0');
    const children: ChildProcess[] = Array.from({ length: writers }, () =>
      fork(counter, [folder.path, String(rounds)], { stdio: 'inherit' }),
    );
    const codes = await Promise.all(
      children.map(async (child) => (await once(child, 'exit'))[0] as number),
    );
    expect(codes).to.deep.equal(Array.from({ length: writers }, () => 0));
    expect(readFileSync(folder.at('count'), 'utf8')).to.equal(String(writers * rounds));
    expect(readdirSync(folder.path)).to.deep.equal(['count']);
  });
});
