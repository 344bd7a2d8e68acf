import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { processes, type DocsEngine } from '@nixai/api';
import { createTestHost } from '@nixai/api/testing';
import { createProcessRunner } from '@nixai/safety';
import { createChecker } from './check.js';

const engine: Partial<DocsEngine> = {
  catalog: async () => undefined,
  optionSetDescription: async () => ({ text: '', source: '', complete: false }),
};
const host = createTestHost({
  otherServices: {
    service: async ({ key }) => (key === processes.key ? createProcessRunner() : engine) as never,
  },
});

describe('a state version', () => {
  let folder: string;
  const write = (text: string) => writeFileSync(join(folder, 'configuration.nix'), text);
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@localhost', ...argv], {
      cwd: folder,
    });
  const told = async () =>
    (await createChecker(host).check(folder)).findings
      .filter(({ rule }) => rule === 'state-version-changed')
      .map(({ message }) => message);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-state-'));
    git('init', '--quiet');
    write('{ system.stateVersion = "23.11"; }\n');
    git('add', '.');
    git('commit', '--quiet', '--message', 'install');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('that the last commit has otherwise is told', async () => {
    write('{\n  system.stateVersion = "25.05";\n}\n');
    expect(await told()).to.deep.equal([
      'system.stateVersion is "25.05" now, and "23.11" in the last commit',
    ]);
    write('{\n  # nixai: ignore state-version-changed\n  system.stateVersion = "25.05";\n}\n');
    expect(await told()).to.deep.equal([]);
  });

  it('that is the same, is new, or lies in no commit is not', async () => {
    write('{ networking.hostName = "box"; system.stateVersion = "23.11"; }\n');
    expect(await told()).to.deep.equal([]);
    write('{ home.stateVersion = "25.05"; system.stateVersion = "23.11"; }\n');
    expect(await told()).to.deep.equal([]);
    rmSync(join(folder, '.git'), { recursive: true });
    write('{ system.stateVersion = "25.05"; }\n');
    expect(await told()).to.deep.equal([]);
  });
});
