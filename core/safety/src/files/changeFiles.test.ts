import { expect } from 'chai';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Plan } from '@nixai/api';
import { recordedTasks } from '@nixai/api/testing';
import { faultOf, temporaryFolder } from '../testing/temporaryFolder.js';
import { changeFiles, recoverChanges } from './changeFiles.js';
import { createFileService } from './fileService.js';
import { createRedactor } from '../redact/redactor.js';
import { listUndoable, planUndo } from './undo.js';
import { sha256 } from './writeAtomically.js';

describe('files: change', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let files: ReturnType<typeof createFileService>;
  beforeEach(() => {
    folder = temporaryFolder();
    files = createFileService(folder, createRedactor());
    writeFileSync(folder.at('a'), 'a1\n');
    chmodSync(folder.at('a'), 0o640);
  });
  afterEach(() => folder.remove());
  const text = (name: string): string => readFileSync(folder.at(name), 'utf8');
  const change = (...changes: [name: string, content: string | undefined][]) =>
    files.change(
      changes.map(([name, content]) => ({ path: folder.at(name), content })),
      'a test',
    );
  const apply = (plan: Plan) => recordedTasks().run('test', (task) => plan.apply(task));
  const undo = async (id?: string) =>
    apply((await planUndo(id, folder.paths, createRedactor())).plan);

  it('writes, makes and removes several files, and takes all of it back', async () => {
    writeFileSync(folder.at('gone'), 'was here\n');
    const made = await change(['a', 'a2\n'], ['new/b', 'b1\n'], ['gone', undefined]);
    expect([text('a'), text('new/b'), existsSync(folder.at('gone'))]).to.deep.equal([
      'a2\n',
      'b1\n',
      false,
    ]);
    expect(made?.about).to.equal('a test');
    await undo();
    expect([text('a'), existsSync(folder.at('new/b')), text('gone')]).to.deep.equal([
      'a1\n',
      false,
      'was here\n',
    ]);
    expect(statSync(folder.at('a')).mode & 0o777).to.equal(0o640);
  });

  it('takes back the folders that it made, but for those in which there is something else', async () => {
    await change(['one/two/b', 'b1\n'], ['one/c', 'c1\n']);
    await undo();
    expect(existsSync(folder.at('one'))).to.equal(false);
    await change(['one/two/b', 'b1\n']);
    writeFileSync(folder.at('one/mine'), 'x');
    await undo();
    expect(readdirSync(folder.at('one'))).to.deep.equal(['mine']);
  });

  it('changes nothing, and lists nothing, where everything is as it shall be', async () => {
    expect(await change(['a', 'a1\n'])).to.equal(undefined);
    expect(await listUndoable(folder.paths)).to.deep.equal([]);
  });

  it('undoes the newest change first, then the one before', async () => {
    await change(['a', 'a2\n']);
    await change(['a', 'a3\n']);
    await undo();
    expect(text('a')).to.equal('a2\n');
    await undo();
    expect(text('a')).to.equal('a1\n');
    expect((await faultOf(undo())).code).to.equal('nothing-to-undo');
  });

  it('undoes an undo by its id, and then the change is there to be undone again', async () => {
    await change(['a', 'a2\n']);
    const undone = await undo();
    await undo(undone.change);
    expect(text('a')).to.equal('a2\n');
    await undo();
    expect(text('a')).to.equal('a1\n');
  });

  it('shows what an undo would do, and that somebody wrote the file since', async () => {
    await change(['a', 'a2\n']);
    const before = await planUndo(undefined, folder.paths, createRedactor());
    expect(before.files[0]).to.include({ action: 'restore', changedSince: false });
    expect(before.files[0]?.diff).to.contain('-a2\n+a1\n');
    writeFileSync(folder.at('a'), 'mine\n');
    const after = await planUndo(undefined, folder.paths, createRedactor());
    expect(after.files[0]?.changedSince).to.equal(true);
    expect((await faultOf(apply(before.plan))).code).to.equal('changed-meanwhile');
    expect(text('a')).to.equal('mine\n');
  });

  it('refuses a backup that is not what was kept', async () => {
    const made = await change(['a', 'a2\n']);
    writeFileSync(`${folder.paths.state}/backups/${made?.id}/0`, 'forged\n');
    expect((await faultOf(undo())).code).to.equal('backup-damaged');
    expect(text('a')).to.equal('a2\n');
  });

  it('takes a folder in the place of a record for what was never finished', async () => {
    const made = await change(['a', 'a2\n']);
    const record = `${folder.paths.state}/backups/${made?.id}/change.json`;
    rmSync(record);
    mkdirSync(record);
    expect(await listUndoable(folder.paths)).to.deep.equal([]);
    expect((await faultOf(undo(made?.id))).code).to.equal('change-unknown');
    await change(['a', 'a3\n']);
    expect(text('a')).to.equal('a3\n');
  });

  it('keeps backups to their owner, with the mode of the file', async () => {
    const made = await change(['a', 'a2\n']);
    const backups = `${folder.paths.state}/backups`;
    expect(statSync(backups).mode & 0o777).to.equal(0o700);
    expect(statSync(`${backups}/${made?.id}/0`).mode & 0o777).to.equal(0o640);
  });

  it('makes no file at the end of a link, and shows where one leads', async () => {
    symlinkSync('elsewhere', folder.at('link'));
    const change = { path: folder.at('link'), content: 'new' };
    for (const refused of [files.change([change], 'x'), files.plan([change], 'x')]) {
      const fault = await faultOf(refused);
      expect(fault).to.include({ code: 'write-failed', exitCode: 5 });
      expect(fault.why).to.contain(folder.at('elsewhere'));
    }
    writeFileSync(folder.at('elsewhere'), 'old');
    const { actions } = await files.plan([change], 'x');
    expect(actions[0]?.detail).to.contain(`${folder.at('link')} → ${folder.at('elsewhere')}`);
  });

  it('puts every file back when one of them cannot be written', async () => {
    mkdirSync(folder.at('folder'));
    symlinkSync('/nix/store/x-y/z', folder.at('store'));
    for (const bad of ['folder', 'store', 'a/below-a-file']) {
      const fault = await faultOf(change(['new', 'n\n'], ['a', 'a2\n'], [bad, 'x']));
      expect(fault.code).to.equal('write-failed');
    }
    const fault = await faultOf(
      files.change(
        [
          { path: folder.at('a'), content: 'a2\n' },
          { path: folder.at('new'), content: 'x', expect: sha256('other') },
        ],
        'a test',
      ),
    );
    expect(fault.code).to.equal('changed-meanwhile');
    expect(text('a')).to.equal('a1\n');
    expect(readdirSync(folder.path).sort()).to.deep.equal(['a', 'folder', 'own', 'store']);
    expect(readdirSync(folder.paths.state)).to.not.include('journal.json');
    expect(await listUndoable(folder.paths)).to.deep.equal([]);
  });

  it('does not write over a file that came into being meanwhile', async () => {
    const path = folder.at('a');
    const fault = await faultOf(files.change([{ path, content: 'x', expect: '' }], 'a test'));
    expect(fault).to.include({ code: 'changed-meanwhile', exitCode: 5 });
  });

  it('takes back at the next run what was begun and not finished', async () => {
    const made = await changeFiles(
      [
        { path: folder.at('a'), content: 'a2\n' },
        { path: folder.at('b'), content: 'b1\n' },
      ],
      { about: 'a test' },
      folder.paths,
    );
    const { state } = folder.paths;
    // As a kill leaves it: written in the journal, one file of two written, not recorded as done.
    const record = `${state}/backups/${made?.id}/change.json`;
    writeFileSync(`${state}/journal.json`, readFileSync(record));
    writeFileSync(folder.at('.b.nixai-4194305-1-0123456789ab'), 'half');
    await files.remove(record);
    await files.remove(folder.at('b'));
    await recoverChanges(folder.paths);
    expect(text('a')).to.equal('a1\n');
    expect(readdirSync(folder.path).sort()).to.deep.equal(['a', 'own']);
    expect(readdirSync(state)).to.deep.equal(['backups']);
    expect(readdirSync(`${state}/backups`)).to.deep.equal([]);
  });

  it('leaves a change that was done, and a journal that is none, at that', async () => {
    const made = await change(['a', 'a2\n']);
    const { state } = folder.paths;
    const journals = [
      readFileSync(`${state}/backups/${made?.id}/change.json`),
      '',
      '{"id":"../../x","files":[]}',
      'null',
    ];
    for (const journal of journals) {
      writeFileSync(`${state}/journal.json`, journal);
      await recoverChanges(folder.paths);
      expect(text('a')).to.equal('a2\n');
      expect(readdirSync(state)).to.deep.equal(['backups']);
    }
  });

  it('keeps the newest hundred', async () => {
    for (let index = 0; index < 103; index++) await change(['a', `${index}\n`]);
    // The oldest are cleared away by the next change.
    expect(await listUndoable(folder.paths)).to.have.length.within(100, 101);
  });

  describe('as a plan', () => {
    it('says what differs, and is applied as a change that can be taken back', async () => {
      const plan = await files.plan(
        [
          { path: folder.at('a'), content: 'a2\n' },
          { path: folder.at('b'), content: new Uint8Array([0, 1]) },
          { path: folder.at('none'), content: undefined },
        ],
        'a test',
      );
      expect(plan.actions.map(({ kind, target }) => `${kind} ${target}`)).to.deep.equal([
        `change ${folder.at('a')}`,
        `create ${folder.at('b')}`,
      ]);
      expect(plan.actions[0]?.detail).to.contain('-a1\n+a2\n');
      expect(plan.actions[1]?.detail).to.contain('0 bytes become 2');
      expect(text('a')).to.equal('a1\n');
      const { change } = await apply(plan);
      expect(text('a')).to.equal('a2\n');
      await undo(change);
      expect([text('a'), existsSync(folder.at('b'))]).to.deep.equal(['a1\n', false]);
    });

    it('is not applied to what has changed since', async () => {
      const plan = await files.plan([{ path: folder.at('a'), content: 'a2\n' }], 'a test');
      writeFileSync(folder.at('a'), 'mine\n');
      expect((await faultOf(apply(plan))).code).to.equal('changed-meanwhile');
      expect(text('a')).to.equal('mine\n');
      const stale = { path: folder.at('a'), content: 'x', expect: sha256('a1\n') };
      expect((await faultOf(files.plan([stale], 'a test'))).code).to.equal('changed-meanwhile');
    });
  });
});
