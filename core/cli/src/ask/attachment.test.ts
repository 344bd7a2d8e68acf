import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { capped, readAttachments } from './attachment.js';

const { signal } = new AbortController();
const failureOf = (path: string) =>
  readAttachments([path], signal).catch((error: unknown) => error);

describe('a context file', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nixai-context-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('is read under the name that it was given', async () => {
    const path = join(folder, 'a.nix');
    await writeFile(path, '{ }');
    expect(await readAttachments([path], signal)).to.deep.equal([{ name: path, text: '{ }' }]);
  });

  for (const path of ['/etc/shadow', '/root/.ssh/id_ed25519', '/run/secrets/db', 'secret.age'])
    it(`is not read when it is ${path}`, async () => {
      expect(await failureOf(path)).to.include({ code: 'context-refused', exitCode: 5 });
    });

  it('is not read through a link to a secret', async () => {
    const secret = join(folder, 'db.age');
    await writeFile(secret, 'x');
    await symlink(secret, join(folder, 'harmless.nix'));
    expect(await failureOf(join(folder, 'harmless.nix'))).to.include({ code: 'context-refused' });
  });

  it('that is not there is named in the error', async () => {
    const failure = await failureOf(join(folder, 'missing.nix'));
    expect(failure).to.include({ code: 'context-unreadable', exitCode: 2 });
    expect(String(failure)).to.include('missing.nix');
  });

  it('is cut, visibly, where it is longer than helps', () => {
    const text = capped('x'.repeat(1024 * 1024 + 7));
    expect(text).to.match(/x\n… \(7 characters left out\)\n$/);
  });
});
