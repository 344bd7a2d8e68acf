import { expect } from 'chai';
import type { RemoteResult } from '../../ssh/remote.js';
import { makeBackup, restoreBackup, type Repository } from './restic.js';
import { acceptScript, ends, restoreScript, unlockScript } from './scripts.js';

const id = '20261130T112800-abcdef';
const backup = { id, machine: 'web1', made: '', data: 'd'.repeat(8), manifest: 'e'.repeat(8) };
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A machine that answers each script in turn, and what it was asked. */
function machine(...answers: readonly Partial<RemoteResult>[]) {
  const asked: { script: string; args: readonly string[]; input: string }[] = [];
  const repository: Repository = {
    machine: 'web1',
    access: { address: '/srv/web1', input: 'RESTIC_PASSWORD=hunter2hunter2\n\n' },
    signal: new AbortController().signal,
    place: {
      name: 'web1',
      script(script, args, { input }) {
        asked.push({ script, args, input });
        const said = { code: 0, stdout: '', stderr: '', truncated: false };
        return Promise.resolve({ ...said, ...answers[asked.length - 1] });
      },
    },
  };
  return { asked, repository };
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe("a machine's restic", () => {
  it('has its password on stdin, and nowhere else', async () => {
    const { asked, repository } = machine({ stdout: 'data\tabc\nmanifest\tdef\nmade\tyes\n' });
    const paths = ["/srv/it's here; rm -rf /", '/data'];
    await makeBackup(repository, id, { configuration: '/etc/nixos', pre: '', post: '', paths });
    const [one] = asked;
    expect(one?.input).to.contain('hunter2');
    expect(JSON.stringify([one?.script, one?.args])).not.to.contain('hunter2');
    expect(one?.args.slice(-2)).to.deep.equal(paths);
  });

  it('gives what is right its name, and throws away what is another', async () => {
    const right = { stdout: `id\t${id}\nfiles\t2\nseconds\t1500\nread\tyes\n` };
    const good = machine(right, {});
    const { files, seconds } = await restoreBackup(good.repository, backup, '/back');
    expect([files, seconds]).to.deep.equal([2, 1.5]);
    expect(good.asked.at(-1)).to.deep.include({ script: acceptScript, args: ['/back', 'yes'] });
    const other = `sha256\t${'a'.repeat(64)}  ./etc/x\0\tsha256\t${'b'.repeat(64)}  ./etc/x\0`;
    const bad = machine({ stdout: `${right.stdout}differences\t${base64(other)}\n` }, {});
    expect(await codeOf(restoreBackup(bad.repository, backup, '/back'))).to.equal('backup-damaged');
    expect(bad.asked.at(-1)).to.deep.include({ script: acceptScript, args: ['/back', 'no'] });
  });

  it('counts nothing that was not read to its end, or is another backup', async () => {
    for (const stdout of [`id\t${id}\n`, 'id\t20261130T000000-000000\nread\tyes\n'])
      expect(await codeOf(restoreBackup(machine({ stdout }).repository, backup))).to.equal(
        'backup-damaged',
      );
    const damaged = machine({ code: ends.differs, stderr: 'Pack ID does not match' });
    expect(await codeOf(restoreBackup(damaged.repository, backup))).to.equal('backup-damaged');
  });

  it('takes the lock of a dead one away once, and says so of a living one', async () => {
    const locked = { code: 1, stderr: 'Fatal: unable to create lock: already locked by PID 7' };
    const { asked, repository } = machine(locked, {}, locked);
    expect(await codeOf(restoreBackup(repository, backup))).to.equal('backup-busy');
    expect(asked.map(({ script }) => script)).to.deep.equal([
      restoreScript,
      unlockScript,
      restoreScript,
    ]);
  });
});
