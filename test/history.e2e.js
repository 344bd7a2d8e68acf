// What is kept of questions and answers, and how it is shown, gone on with, and deleted.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';

describe('the history', () => {
  let home;
  beforeEach(() => (home = createHome({ NIXAI_OFFLINE: '1' })));
  afterEach(() => home.remove());

  const list = async () => {
    const { stdout } = await home.nixai(['history', 'list', '--json']);
    return JSON.parse(stdout).entries;
  };
  const state = () => join(home.path, '.local/state/nixai');

  it('keeps a question with its answer, for its owner alone', async () => {
    const { stdout: answer } = await home.nixai(['how do I enable SSH?']);
    const [{ id, question }] = await list();
    expect(question).to.equal('how do I enable SSH?');
    const { stdout } = await home.nixai(['history', 'show', id]);
    expect(stdout).to.contain(answer.split('\n')[0].slice(0, 40));
    const files = readdirSync(state(), { recursive: true, withFileTypes: true });
    for (const file of files.filter((one) => one.isFile()))
      expect(statSync(join(file.parentPath, file.name)).mode & 0o077, file.name).to.equal(0);
  });

  it('goes on with the last question', async () => {
    await home.nixai(['how do I enable SSH?']);
    const { code, stdout } = await home.nixai(['-c', 'and how do I forbid passwords there?']);
    expect(code).to.equal(0);
    expect(stdout).to.contain('PasswordAuthentication = false');
  });

  it('deletes one, and all', async () => {
    await home.nixai(['how do I enable SSH?']);
    await home.nixai(['what is a flake?']);
    const [{ id }] = await list();
    expect((await home.nixai(['history', 'delete', id, '--yes'])).code).to.equal(0);
    expect((await list()).map((one) => one.id))
      .to.have.length(1)
      .and.not.include(id);
    await home.nixai(['history', 'delete', '--all', '--yes']);
    expect(await list()).to.deep.equal([]);
  });

  it('keeps nothing where that is not wanted', async () => {
    await home.nixai(['how do I enable SSH?', '--no-history']);
    expect(await list()).to.deep.equal([]);
    await home.nixai(['config', 'set', 'history.enabled', 'false']);
    await home.nixai(['how do I enable SSH?']);
    expect(await list()).to.deep.equal([]);
    expect(existsSync(join(state(), 'history'))).to.equal(false);
  });
});
