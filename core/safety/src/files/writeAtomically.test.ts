import { expect } from 'chai';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { faultOf, temporaryFolder } from '../testing/temporaryFolder.js';
import { createFileService } from './fileService.js';
import { createRedactor } from '../redact/redactor.js';
import { sha256 } from './writeAtomically.js';

describe('files: write', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let files: ReturnType<typeof createFileService>;
  beforeEach(() => {
    folder = temporaryFolder();
    files = createFileService(folder, createRedactor());
  });
  afterEach(() => folder.remove());
  const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

  it('writes text and bytes, and creates the folders on the way', async () => {
    await files.write(folder.at('a/b/text'), 'größe\n');
    await files.write(folder.at('a/b/bytes'), Uint8Array.of(0, 255));
    expect(readFileSync(folder.at('a/b/text'), 'utf8')).to.equal('größe\n');
    expect([...readFileSync(folder.at('a/b/bytes'))]).to.deep.equal([0, 255]);
  });

  it('ends, and says so, where a file system takes no folder', async function () {
    if (process.platform !== 'linux') this.skip();
    const fault = await faultOf(files.write('/proc/self/nixai/deep/file', 'x'));
    expect(fault).to.include({ code: 'write-failed' });
  });

  it("keeps nixai's own folders to their owner", async () => {
    await files.write(`${folder.paths.state}/deep/file`, 'x');
    expect(modeOf(folder.paths.state)).to.equal('700');
    expect(modeOf(`${folder.paths.state}/deep`)).to.equal('700');
  });

  it('keeps the mode of a file that is there, and gives a new one the mode asked for', async () => {
    const old = folder.at('old');
    writeFileSync(old, 'old');
    for (const mode of [0o600, 0o640, 0o755, 0o444]) {
      chmodSync(old, mode);
      await files.write(old, 'new', { mode: 0o666 });
      expect(modeOf(old)).to.equal(mode.toString(8));
    }
    const umask = process.umask(0);
    await files.write(folder.at('key'), 'secret', { mode: 0o600 });
    await files.write(folder.at('plain'), 'text');
    process.umask(umask);
    expect(modeOf(folder.at('key'))).to.equal('600');
    expect(modeOf(folder.at('plain'))).to.equal('644');
  });

  it('writes to the file that a chain of links stands for, and leaves the links', async () => {
    mkdirSync(folder.at('dotfiles'));
    writeFileSync(folder.at('dotfiles/configuration.nix'), 'old');
    symlinkSync('dotfiles/configuration.nix', folder.at('middle'));
    symlinkSync(folder.at('middle'), folder.at('configuration.nix'));
    await files.write(folder.at('configuration.nix'), 'new');
    expect(lstatSync(folder.at('configuration.nix')).isSymbolicLink()).to.equal(true);
    expect(readFileSync(folder.at('dotfiles/configuration.nix'), 'utf8')).to.equal('new');
  });

  it('writes the missing target of a link', async () => {
    symlinkSync('target', folder.at('link'));
    await files.write(folder.at('link'), 'new');
    expect(readFileSync(folder.at('target'), 'utf8')).to.equal('new');
  });

  it('refuses a link into the Nix store, a circle of links, and a folder', async () => {
    symlinkSync('/nix/store/abc-source/flake.nix', folder.at('store'));
    symlinkSync('circle', folder.at('circle'));
    mkdirSync(folder.at('folder'));
    const store = await faultOf(files.write(folder.at('store'), 'x'));
    expect(store).to.include({ code: 'write-failed', exitCode: 5 });
    expect(store.why).to.contain('/nix/store/abc-source/flake.nix');
    expect((await faultOf(files.write(folder.at('circle'), 'x'))).why).to.contain('circle');
    expect((await faultOf(files.write(folder.at('folder'), 'x'))).why).to.contain('regular file');
  });

  it('does not write over a change that it has not seen', async () => {
    const path = folder.at('file');
    writeFileSync(path, 'mine');
    await files.write(path, 'next', { expect: sha256('mine') });
    const fault = await faultOf(files.write(path, 'lost', { expect: sha256('mine') }));
    expect(fault).to.include({ code: 'changed-meanwhile', exitCode: 5 });
    expect(readFileSync(path, 'utf8')).to.equal('next');
    expect(readdirSync(folder.path)).to.deep.equal(['file']);
  });

  it('leaves nothing behind when it fails, and says why in one line', async () => {
    mkdirSync(folder.at('file'));
    const fault = await faultOf(files.write(folder.at('file/x\0y'), 'new'));
    expect(fault.code).to.equal('write-failed');
    expect(fault.why).not.to.contain('\n');
    expect(readdirSync(folder.at('file'))).to.deep.equal([]);
  });

  it('clears away what a killed process left, but not what a living one is writing', async () => {
    const dead = folder.at('.file.nixai-4194305-1-0123456789ab');
    const living = folder.at(`.file.nixai-${process.ppid}-${startOf(process.ppid)}-0123456789ab`);
    writeFileSync(dead, '');
    writeFileSync(living, '');
    writeFileSync(folder.at('.file.nixai-notes'), '');
    await files.write(folder.at('file'), 'x');
    expect(readdirSync(folder.path).map((name) => folder.at(name))).to.have.members([
      living,
      folder.at('.file.nixai-notes'),
      folder.at('file'),
    ]);
  });

  it('takes names that are long, hidden or odd', async () => {
    for (const name of ['x'.repeat(255), 'ü'.repeat(127), '.hidden', 'a b\nc', '-rf', '..x']) {
      await files.write(folder.at(name), name);
      expect(readFileSync(folder.at(name), 'utf8')).to.equal(name);
    }
  });

  it('removes a file, and does not mind when there is none', async () => {
    writeFileSync(folder.at('file'), '');
    await files.remove(folder.at('file'));
    await files.remove(folder.at('file'));
    expect(readdirSync(folder.path)).to.deep.equal([]);
    mkdirSync(folder.at('folder'));
    expect((await faultOf(files.remove(folder.at('folder')))).code).to.equal('write-failed');
  });
});

function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
