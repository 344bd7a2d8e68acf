import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { xdgPaths } from './paths.js';

describe('the folders of nixai', () => {
  let root: string;
  beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'nixai-paths-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('are where the environment says, and in the home where it says nothing usable', () => {
    const { config, data, cache, state } = xdgPaths({
      HOME: root,
      XDG_DATA_HOME: '/elsewhere',
      XDG_CACHE_HOME: 'relative',
      XDG_STATE_HOME: '',
    });
    expect({ config, data, cache, state }).to.deep.equal({
      config: join(root, '.config/nixai'),
      data: '/elsewhere/nixai',
      cache: join(root, '.cache/nixai'),
      state: join(root, '.local/state/nixai'),
    });
  });

  it('take no runtime folder that is not there, or that others may write to', () => {
    const session = join(root, 'session');
    const runtime = () => xdgPaths({ HOME: root, XDG_RUNTIME_DIR: session }).runtime;
    const own = join(root, '.local/state/nixai/run');
    expect(runtime()).to.equal(own);
    mkdirSync(session);
    expect(runtime()).to.equal(join(session, 'nixai'));
    chmodSync(session, 0o777);
    expect(runtime()).to.equal(own);
    expect(xdgPaths({ HOME: root }).runtime).to.equal(own);
    expect(xdgPaths({ HOME: root, XDG_RUNTIME_DIR: tmpdir() }).runtime).to.equal(own);
  });
});
