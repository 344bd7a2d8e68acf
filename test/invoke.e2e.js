// Every command, called from inside of a process: what it returns is what the program prints, however
// often it is called, and nothing of a call is left when it is over.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { createStore } from './support/nixStore.js';
import { root } from './support/packed.js';

const plugins = [
  'build',
  'deps',
  'devenv',
  'diagnose',
  'editors',
  'explain',
  'flake',
  'health',
  'interactive',
  'machines',
  'mcp',
  'notes',
  'package-repo',
  'shell',
  'store',
  'templates',
];
/** `NIXAI_ROUNDS=1000 npx mocha --no-config test/invoke.e2e.js`: 18 minutes of a processor. */
const rounds = Number(process.env.NIXAI_ROUNDS ?? 6);
const patience = Math.max(600_000, rounds * 20_000);

/** A call for each command; `varies` names fields that hold a time or a duration. */
const calls = [
  {
    id: 'ask',
    argv: ['--no-ai', '--no-history', 'how do I enable SSH?'],
    varies: ['timings', 'sources'],
  },
  { id: 'check', argv: ['web.nix'] },
  { id: 'complete', argv: ['nixai config '] },
  { id: 'completion', argv: ['fish'] },
  { id: 'config edit', argv: [] },
  { id: 'config get', argv: ['history.keep_days'] },
  { id: 'config path', argv: [] },
  { id: 'config set', argv: ['ai_model', 'llama3.2'] },
  { id: 'config show', argv: [] },
  { id: 'config unset', argv: ['ai_provider'] },
  { id: 'config validate', argv: [] },
  { id: 'docs sources', argv: [] },
  { id: 'docs status', argv: [] },
  { id: 'docs sync', argv: ['--source', 'nothing'] },
  { id: 'doctor', argv: ['--offline'] },
  { id: 'history delete', argv: ['nothing', '--yes'] },
  { id: 'history list', argv: [] },
  { id: 'history show', argv: ['nothing'] },
  { id: 'models', argv: ['--offline'] },
  { id: 'plugins', argv: ['--offline'] },
  { id: 'plugins create', argv: ['wiki', '--kind', 'source', '--yes', '--dir', '/dev/null'] },
  { id: 'plugins inspect', argv: ['notes', '--offline'] },
  { id: 'plugins install', argv: ['./nowhere', '--yes', '--offline'] },
  { id: 'plugins link', argv: ['./nowhere'] },
  { id: 'plugins reset', argv: ['--dry-run'] },
  { id: 'plugins search', argv: ['wiki', '--offline'] },
  { id: 'plugins sign', argv: ['./nowhere', '--key', 'none.pem'] },
  { id: 'plugins sync', argv: ['--yes', '--offline'] },
  { id: 'plugins uninstall', argv: ['nothing'] },
  { id: 'plugins update', argv: ['nothing', '--yes', '--offline'] },
  { id: 'plugins verify', argv: ['./nowhere'] },
  { id: 'undo', argv: ['--dry-run'] },
  { id: 'undo list', argv: [] },
  { id: 'build', argv: ['-f', 'web.nix', 'flake'] },
  { id: 'build cache-miss', argv: ['-f', 'web.nix', 'flake'] },
  { id: 'build debug', argv: ['-f', 'web.nix', 'flake'] },
  { id: 'build profile', argv: ['-f', 'web.nix', 'flake'] },
  { id: 'build retry', argv: ['--dry-run'] },
  { id: 'build sandbox-debug', argv: ['-f', 'web.nix', 'flake'] },
  { id: 'deps analyze', argv: ['flake'] },
  { id: 'deps browse', argv: ['flake'] },
  { id: 'deps conflicts', argv: ['flake'] },
  { id: 'deps diff', argv: ['nowhere'] },
  { id: 'deps graph', argv: ['flake', '--format', 'mermaid'] },
  { id: 'deps optimize', argv: ['flake'] },
  { id: 'deps why', argv: ['flake.nix', 'flake'] },
  { id: 'devenv check', argv: ['.'] },
  { id: 'devenv create', argv: ['rust', 'tool', '--dry-run'] },
  { id: 'devenv explain', argv: ['services.redis'] },
  { id: 'devenv from-repo', argv: ['.', '--dry-run'] },
  { id: 'devenv list', argv: [] },
  { id: 'devenv migrate', argv: ['nowhere', '--dry-run'] },
  { id: 'devenv update-options', argv: ['nowhere'] },
  { id: 'devenv suggest', argv: ['django', 'shop'] },
  { id: 'flake check-lock', argv: ['flake'] },
  { id: 'flake create', argv: ['.', '--dry-run'] },
  { id: 'flake dedup', argv: ['flake'] },
  { id: 'flake explain', argv: ['flake'] },
  { id: 'flake fix', argv: ['flake'] },
  { id: 'flake update-plan', argv: ['flake'] },
  { id: 'migrate analyze', argv: ['flake'] },
  { id: 'migrate channel-upgrade', argv: ['26.05', 'flake', '--from', '25.11'] },
  { id: 'migrate flake-inputs', argv: ['flake'] },
  { id: 'migrate from-flakes', argv: ['flake', '--dry-run'] },
  { id: 'migrate list', argv: [] },
  { id: 'migrate rollback', argv: ['--dry-run'] },
  { id: 'migrate to-flakes', argv: ['nowhere', '--dry-run'] },
  { id: 'diagnose', argv: ['build.log', '--no-ai'] },
  // What a machine measures is another each time; its file is not.
  {
    id: 'health',
    argv: ['ssh', '--root', 'machine'],
    varies: ['date', 'milliseconds', 'results'],
  },
  { id: 'health explain', argv: ['disk'] },
  { id: 'health history', argv: [] },
  { id: 'health list', argv: [] },
  { id: 'explain-option', argv: ['services.openssh.enable', '--no-ai'] },
  { id: 'explain-home-option', argv: ['programs.git.enable', '--no-ai'] },
  { id: 'find-option', argv: ['ssh'] },
  { id: 'search', argv: ['nginx'] },
  { id: 'search pkg', argv: ['git'] },
  { id: 'search service', argv: ['nginx'] },
  { id: 'service-examples', argv: ['nginx'] },
  { id: 'editors install', argv: ['helix', '--dry-run'] },
  { id: 'lsp', argv: ['--stdio'] },
  { id: 'list-options', argv: ['services.openssh'] },
  { id: 'mcp-server call', argv: ['nixos_option', '{"name":"services.openssh.enable"}'] },
  { id: 'mcp-server install', argv: ['vscode', '--project', '--print'] },
  { id: 'mcp-server restart', argv: ['--nothing'] },
  { id: 'mcp-server start', argv: ['--stdio'] },
  { id: 'mcp-server status', argv: [] },
  { id: 'mcp-server stop', argv: [] },
  { id: 'mcp-server tools', argv: [] },
  { id: 'mcp-server uninstall', argv: ['vscode', '--project', '--dry-run'] },
  { id: 'neovim-setup', argv: ['status'] },
  { id: 'machines add', argv: ['web1', '10.0.0.1', '--dry-run'] },
  { id: 'machines audit', argv: ['--compliance-rules', 'nowhere.yaml'] },
  { id: 'machines backup list', argv: ['web1'] },
  { id: 'machines backup prune', argv: ['web1', '--dry-run'] },
  { id: 'machines backup restore', argv: ['web1', '--to', '/restored', '--dry-run'] },
  { id: 'machines backup run', argv: ['web1'] },
  { id: 'machines backup verify', argv: ['web1'] },
  {
    id: 'machines backup-strategy configure',
    argv: ['--backup-location', '/srv/b', '--to', 'units', '--format', 'systemd', '--dry-run'],
  },
  { id: 'machines backup-strategy show', argv: [] },
  { id: 'machines backup-strategy validate', argv: [] },
  { id: 'machines compliance monitor', argv: ['--rules', 'nowhere', '--dry-run'] },
  { id: 'machines deploy', argv: ['web1', '--dry-run'] },
  { id: 'machines diff', argv: ['web1', '--flake', 'nowhere'] },
  {
    id: 'machines disaster-recovery plan create',
    argv: [
      ...['dr', '--primary-group', 'web1', '--recovery-time-objective', '15m'],
      ...['--recovery-point-objective', '4h', '--dry-run'],
    ],
  },
  { id: 'machines disaster-recovery plan list', argv: [] },
  { id: 'machines disaster-recovery plan show', argv: ['nothing'] },
  { id: 'machines disaster-recovery plan validate', argv: ['nothing'] },
  { id: 'machines disaster-recovery run', argv: ['nothing', '--dry-run'] },
  { id: 'machines disaster-recovery test', argv: ['nothing', '--dry-run'] },
  { id: 'machines deploy-from-template', argv: ['nothing', '--target', 'web1', '--dry-run'] },
  { id: 'machines document', argv: ['--folder', 'nowhere'] },
  { id: 'machines drift-check', argv: ['web1'] },
  { id: 'machines drift-fix', argv: ['web1', '--dry-run'] },
  { id: 'machines edit', argv: ['web1', '--role', 'web', '--dry-run'] },
  {
    id: 'machines exception add',
    argv: ['web1', 'a:b', '--reason', 'x', '--expiry', '9d', '--approved-by', 'ada', '--dry-run'],
  },
  { id: 'machines exception list', argv: [] },
  { id: 'machines exception remove', argv: ['web1', 'a:b', '--dry-run'] },
  { id: 'machines exec', argv: ['web1', 'true'] },
  {
    id: 'machines explain-config',
    argv: ['--option', 'services.nginx.enable', '--folder', 'nowhere'],
  },
  { id: 'machines export', argv: ['--to', 'colmena'] },
  { id: 'machines groups add', argv: ['web', 'web1', '--dry-run'] },
  { id: 'machines groups list', argv: [] },
  { id: 'machines groups remove', argv: ['web', '--dry-run'] },
  { id: 'machines groups show', argv: ['web'] },
  { id: 'machines health-check', argv: ['web1'] },
  { id: 'machines health-monitor', argv: ['web1', '--dry-run'] },
  { id: 'machines history', argv: [] },
  { id: 'machines import', argv: ['--from', 'ansible', '--source', 'nowhere', '--dry-run'] },
  { id: 'machines init', argv: ['--dry-run'] },
  { id: 'machines list', argv: [] },
  { id: 'machines logs', argv: ['web1'] },
  { id: 'machines monitor', argv: ['web1', '--to', 'units', '--format', 'systemd', '--dry-run'] },
  { id: 'machines monitor list', argv: [] },
  { id: 'machines monitor run', argv: ['nothing'] },
  { id: 'machines monitor show', argv: ['nothing'] },
  { id: 'machines optimize', argv: ['web1'] },
  { id: 'machines performance monitor', argv: ['web1'] },
  { id: 'machines reboot', argv: ['web1', '--dry-run'] },
  { id: 'machines remove', argv: ['web1', '--dry-run'] },
  { id: 'machines rename', argv: ['web1', 'blue', '--dry-run'] },
  { id: 'machines rollback', argv: ['web1', '--dry-run'] },
  { id: 'machines security-scan', argv: ['--folder', 'nowhere'] },
  { id: 'machines show', argv: ['web1'] },
  { id: 'machines ssh', argv: ['web1'] },
  { id: 'machines status', argv: [] },
  { id: 'machines template create', argv: ['web', '--base-config', 'nowhere.nix', '--dry-run'] },
  { id: 'machines template list', argv: [] },
  { id: 'machines template remove', argv: ['nothing', '--dry-run'] },
  { id: 'machines template show', argv: ['nothing'] },
  { id: 'notes search', argv: ['bastion'] },
  { id: 'package-repo', argv: ['nowhere'] },
  { id: 'package-repo from-log', argv: ['nowhere.nix'] },
  { id: 'package-repo hash', argv: ['path', 'nowhere'] },
  { id: 'package-repo refresh', argv: ['nowhere.nix'] },
  { id: 'package-repo update', argv: ['nowhere.nix', '--to', '1.0'] },
  { id: 'interactive', argv: ['nowhere'] },
  { id: 'run', argv: [] },
  { id: 'shell init', argv: ['bash'] },
  { id: 'shell install', argv: ['bash', '--dry-run'] },
  { id: 'shell not-found', argv: ['jq', '--offline'] },
  { id: 'shell status', argv: [] },
  { id: 'shell uninstall', argv: ['bash', '--dry-run'] },
  { id: 'shell why', argv: [] },
  { id: 'snippets add', argv: ['nothing', './nowhere.nix', '--yes'] },
  { id: 'snippets apply', argv: ['nothing', '--yes'] },
  { id: 'snippets edit', argv: ['nothing'] },
  { id: 'snippets export', argv: ['--output', 'nothing.tar.gz', '--yes'] },
  { id: 'snippets import', argv: ['nowhere.tar.gz', '--yes'] },
  { id: 'snippets extract-from-system', argv: ['nothing', '--service', 'nginx', '--yes'] },
  { id: 'snippets list', argv: [] },
  { id: 'snippets remove', argv: ['nothing', '--yes'] },
  { id: 'snippets search', argv: ['ssh'] },
  { id: 'snippets show', argv: ['nothing'] },
  // What is left of a disk, and how long it took, is another each time.
  {
    id: 'store backup',
    argv: ['--output', 'backups', '--scope', 'config', '--dry-run'],
    varies: ['seconds', 'sources', 'left'],
  },
  { id: 'store forget', argv: ['--repo', 'nowhere', '--keep-last', '1', '--dry-run'] },
  { id: 'store gc', argv: ['--dry-run'], varies: ['dead', 'bytes', 'largest'] },
  { id: 'store integrity', argv: ['--only', 'backups', '--repo', 'nowhere'] },
  { id: 'store performance', argv: ['--no-such-flag'] },
  { id: 'store restore', argv: ['nowhere.tar', '--to', 'restored', '--dry-run'] },
  { id: 'store roots', argv: ['--no-such-flag'] },
  { id: 'store schedule', argv: ['--print', '--repo', '/srv/restic'] },
  { id: 'store snapshots', argv: ['--repo', 'nowhere'] },
  { id: 'store test-restore', argv: ['--repo', 'nowhere'] },
  { id: 'templates add', argv: ['github:acme/nothing', '--offline', '--yes'] },
  { id: 'templates combine', argv: ['development', 'nothing', '--output', 'x', '--yes'] },
  { id: 'templates compatibility-check', argv: ['laptop'] },
  {
    id: 'templates deploy-bulk',
    argv: ['laptop', '--csv-file', 'nowhere.csv', '--target-machines', 'nowhere.yaml', '--yes'],
  },
  { id: 'templates document', argv: ['laptop'] },
  { id: 'templates optimize', argv: ['laptop'] },
  { id: 'templates rollback', argv: ['nothing', '--yes'] },
  { id: 'templates save', argv: ['nothing', 'nowhere.nix', '--yes'] },
  { id: 'templates update', argv: ['nothing', '--yes'] },
  { id: 'templates update-check', argv: [] },
  { id: 'templates validate', argv: ['laptop'] },
  { id: 'templates apply', argv: ['nothing', '--output', 'x.nix', '--yes'] },
  { id: 'templates categories', argv: [] },
  { id: 'templates list', argv: [] },
  { id: 'templates search', argv: ['ssh'] },
  { id: 'templates show', argv: ['ssh-server'] },
];

function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const [low, high] = [sorted.length - 1, sorted.length].map((at) => sorted[Math.floor(at / 2)]);
  return (low + high) / 2;
}

describe('commands called from inside', function () {
  this.timeout(patience);
  // What others add to the machine's own store meanwhile is in the way of a garbage collection.
  const store = createStore();
  let home;
  let called;
  before(async () => {
    const env = { NODE_OPTIONS: '--expose-gc', EDITOR: 'true', NIXAI_OFFLINE: '1' };
    home = createHome({ ...env, ...store.env });
    mkdirSync(join(home.path, 'notes'));
    mkdirSync(join(home.path, '.cache/nixai'), { recursive: true });
    home.file('notes/bastion.md', '# Bastion\nSSH goes through the bastion.\n');
    mkdirSync(join(home.path, 'flake'));
    home.file('flake/flake.nix', '{ outputs = { self }: { devShell.x86_64-linux = 1; }; }\n');
    home.file('flake/flake.lock', '{"nodes":{"root":{}},"root":"root","version":7}');
    mkdirSync(join(home.path, 'machine/etc/ssh'), { recursive: true });
    home.file('machine/etc/ssh/sshd_config', 'PasswordAuthentication no\n');
    home.file('web.nix', '{ services.openssh.permitRootLogin = "yes"; }\n');
    home.file('build.log', "error: undefined variable 'pkgz'\n\n       at /etc/nixos/x.nix:3:5:\n");
    for (const name of plugins.map((one) => join(root, 'plugins', one)))
      expect((await home.nixai(['plugins', 'link', name])).code, name).to.equal(0);
    await home.nixai(['plugins', 'link', join(root, 'test/plugins/acme-caller')]);
    await home.nixai(['config', 'set', 'notes.folders', join(home.path, 'notes')]);
    await home.nixai(['config', 'set', 'ai_model', 'llama3.2']);
    const { stdout, stderr } = await home.nixai(['call', '--times', String(rounds), '--json'], {
      input: JSON.stringify(calls),
      timeout: patience,
    });
    called = JSON.parse(stdout);
    expect(called.error, stderr).to.equal(undefined);
  });
  after(() => {
    home.remove();
    store.remove();
  });

  it('are all of them', () => {
    expect(called.known.filter((id) => !['call', 'tidy'].includes(id)).sort()).to.deep.equal(
      calls.map(({ id }) => id).sort(),
    );
  });

  for (const [at, { id, argv, varies }] of calls.entries())
    it(`nixai ${id} returns what the program prints`, async () => {
      const { code, stdout } = await home.nixai([...id.split(' '), ...argv, '--json']);
      const { document, exitCode } = called.outcomes[at];
      const plain = (text) => {
        const read = JSON.parse(text);
        for (const field of varies ?? []) delete read[field];
        return JSON.stringify(read, null, 2);
      };
      if (varies === undefined) expect(`${document}\n`).to.equal(stdout);
      else expect(plain(document)).to.equal(plain(stdout));
      expect(exitCode).to.equal(code);
    });

  it(`say the same in each of ${rounds} rounds`, () => {
    const known = calls.filter(({ varies }) => varies !== undefined).map(({ id }) => id);
    expect(called.differing.filter((id) => !known.includes(id))).to.deep.equal([]);
  });

  it('leave nothing behind in the process', () => {
    expect(called.after).to.deep.equal(called.before);
  });

  it('leave nothing open', () => {
    // A file or a timer of the last call may still be on its way out.
    const most = called.handles[Math.min(1, rounds - 1)] + 3;
    expect(called.handles.at(-1), called.handles.join(' ')).to.be.at.most(most);
  });

  it('do not grow', () => {
    // Bytes a call, between the medians of two stretches. What is loaded and kept once is there after
    // the first two rounds; what V8 notes of code that runs levels off in a hundred more. Of 1,000 rounds
    // the hundreds behind those took 47 bytes a call at first and 5 to 23 at last; the first six 1,500 to 5,300.
    const isLong = rounds >= 300;
    const heap = called.heap.slice(isLong ? 100 : 2);
    const half = Math.floor(heap.length / 2);
    const growth =
      (median(heap.slice(-half)) - median(heap.slice(0, half))) /
      (heap.length - half) /
      calls.length;
    expect(growth, `${called.heap.join(' ')} bytes`).to.be.below(isLong ? 100 : 10_000);
  });
});
