import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { createRedactor } from '../redact/redactor.js';
import { faultOf, temporaryFolder } from '../testing/temporaryFolder.js';
import { createFileService } from './fileService.js';
import { inHeldFolder } from './heldFolder.js';
import { removeFile } from './removeFile.js';

describe('files: a folder that others may write to', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let shared: string;
  beforeEach(function () {
    if (process.platform !== 'linux') this.skip();
    folder = temporaryFolder();
    shared = folder.at('shared');
    mkdirSync(join(shared, 'here'), { recursive: true });
    mkdirSync(folder.at('mine'));
    chmodSync(shared, 0o777);
    writeFileSync(join(shared, 'here/a'), 'here\n');
    writeFileSync(folder.at('mine/a'), 'mine\n');
  });
  afterEach(() => folder.remove());

  /** What another user does: the folder's name leads to another one. */
  function swap(): void {
    renameSync(join(shared, 'here'), join(shared, 'away'));
    symlinkSync(folder.at('mine'), join(shared, 'here'));
  }

  it('stays the one that it was, whatever takes its name', async () => {
    const seen = await inHeldFolder(join(shared, 'here'), 'x', async (way) => {
      swap();
      return readFile(join(way, 'a'), 'utf8');
    });
    expect(seen).to.equal('here\n');
  });

  it('is refused where it is another one already', async () => {
    const real = join(shared, 'here');
    swap();
    const fault = await faultOf(inHeldFolder(real, 'x', async () => {}));
    expect(fault.code).to.equal('changed-meanwhile');
  });

  it('has a file changed and removed in it, as any other', async () => {
    const files = createFileService(folder, createRedactor());
    await files.change([{ path: join(shared, 'here/a'), content: 'new\n' }], 'a test');
    expect(readFileSync(join(shared, 'here/a'), 'utf8')).to.equal('new\n');
    await removeFile(join(shared, 'here/a'));
    expect(readdirSync(join(shared, 'here'))).to.deep.equal([]);
  });

  it('loses no folder by the name of what a killed process left', async () => {
    const files = createFileService(folder, createRedactor());
    const left = '.b.nixai-4194305-1-0123456789ab';
    mkdirSync(join(shared, 'here', left));
    writeFileSync(join(shared, 'here', left, 'kept'), '');
    writeFileSync(join(shared, 'here/.c.nixai-4194305-1-0123456789ab'), 'half');
    chmodSync(join(shared, 'here'), 0o777);
    await files.write(join(shared, 'here/a'), 'new\n');
    expect(readdirSync(join(shared, 'here')).sort()).to.deep.equal([left, 'a']);
    expect(existsSync(join(shared, 'here', left, 'kept'))).to.equal(true);
  });

  it('has no file made outside of the working folder by a link in it', async () => {
    const files = createFileService(folder, createRedactor());
    symlinkSync(folder.at('mine'), folder.at('link'));
    const change = { path: folder.at('link/new'), content: 'x' };
    const before = process.cwd();
    process.chdir(folder.at('shared'));
    symlinkSync(folder.at('mine'), 'link');
    try {
      const fault = await faultOf(files.plan([{ path: 'link/new', content: 'x' }], 'x'));
      expect(fault).to.include({ code: 'write-failed', exitCode: 5 });
      expect(fault.why).to.include(folder.at('mine/new'));
      // A person who names it themselves, from elsewhere, means it.
      const { actions } = await files.plan([change], 'x');
      expect(actions[0]?.detail).to.contain(`${change.path} → ${folder.at('mine/new')}`);
    } finally {
      process.chdir(before);
    }
  });
});
