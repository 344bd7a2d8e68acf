// A real systemd in namespaces of its own, with the units that a test gives it.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why none can be started here; undefined where one can. */
export function whyNoSystemd() {
  if (process.getuid?.() !== 0) return 'only root can start one';
  if (!existsSync('/lib/systemd/systemd')) return 'systemd is not installed';
  if (!existsSync(`/proc/${process.pid}/task/${process.pid}/children`))
    return 'this kernel does not say what a process has started';
  const { status } = spawnSync('unshare', ['--mount', '--pid', '--fork', '--cgroup', 'true']);
  return status === 0 ? undefined : 'namespaces are not to be had';
}

/**
 * Starts systemd with these units, each without the dependencies that wait for a whole machine.
 * Resolves once the target is reached.
 */
export async function startSystemd(units) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-systemd-'));
  const own = join(folder, 'units');
  mkdirSync(own);
  for (const [name, text] of Object.entries(units)) {
    const head = /^\[Unit\]/.test(text) ? text : `[Unit]\n${text}`;
    writeFileSync(join(own, name), head.replace('[Unit]', '[Unit]\nDefaultDependencies=no'));
  }
  const wanted = Object.keys(units).filter((name) => /\.(?:service|timer)$/.test(name));
  writeFileSync(
    join(own, 'nixai-test.target'),
    `[Unit]\nDefaultDependencies=no\nWants=systemd-journald.service systemd-journald.socket ${wanted.join(' ')}\n`,
  );
  writeFileSync(
    join(folder, 'boot.sh'),
    [
      'mount --make-rprivate /',
      'mount -t tmpfs tmpfs /run',
      // As on a machine: systemd mounts credentials in a child, and they come from there to here.
      'mount --make-shared /run',
      'mkdir -p /run/systemd/system',
      `mount --bind ${own} /etc/systemd/system`,
      'export container=x',
      'exec /lib/systemd/systemd --system --unit=nixai-test.target',
    ].join('\n'),
  );
  const flags = ['mount', 'pid', 'uts', 'ipc', 'cgroup'].map((name) => `--${name}`);
  const child = spawn(
    'unshare',
    [...flags, '--fork', '--kill-child', '--mount-proc', 'bash', join(folder, 'boot.sh')],
    { stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const inside = () => {
    const children = `/proc/${child.pid}/task/${child.pid}/children`;
    return existsSync(children) ? (readFileSync(children, 'utf8').split(' ')[0] ?? '') : '';
  };
  const enter = (...argv) => ['nsenter', ['-t', inside(), '-m', '-p', '-u', '-i', ...argv]];
  const run = (...argv) => spawnSync(...enter(...argv), { encoding: 'utf8' });
  // As long as it takes: the test's own deadline ends it.
  while (run('systemctl', 'is-active', 'nixai-test.target').stdout.trim() !== 'active') {
    if (child.exitCode !== null) throw new Error('systemd ended at once');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    run,
    async stop() {
      const pid = inside();
      if (pid !== '') execFileSync('kill', ['-9', pid]);
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
