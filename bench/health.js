// nixai health: all checks that run without flags, on a machine with 100 generations whose systemd, Nix and journal are
// real: in namespaces, with a folder of generations over this machine's own.
//   npm run bench -- health [--generations=100] [--rounds=5]
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSystemd, whyNoSystemd } from '../test/support/systemd.js';

const cli = join(import.meta.dirname, '../core/cli/bin/nixai.js');

export default async function health(argv) {
  const given = (name, usual) =>
    Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
  const why = whyNoSystemd();
  if (why !== undefined) return console.log(`not measured: ${why}`);
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  const systemd = await startSystemd({
    'web.service': '[Service]\nExecStart=/bin/false\n',
    'fine.service': '[Service]\nExecStart=/bin/sleep 100000\n',
    'daily.timer': '[Timer]\nOnCalendar=daily\nUnit=fine.service\n',
  });
  try {
    const count = given('generations', 100);
    layGenerations(folder, count);
    for (const [from, to] of [
      [join(folder, 'profiles'), '/nix/var/nix/profiles'],
      [join(folder, 'boot'), '/boot'],
      [join(folder, 'os-release'), '/etc/os-release'],
    ]) {
      const { status, stderr } = systemd.run('mount', '--bind', from, to);
      if (status !== 0) throw new Error(stderr);
    }
    await measure(systemd, folder, given('rounds', 5), count);
  } finally {
    await systemd.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Systems as NixOS lays them: a link each, its kernel, and its entry in the boot menu. */
function layGenerations(folder, count) {
  const put = (path, text) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (let number = 1; number <= count; number++) {
    const system = join(folder, `systems/s${number}`);
    mkdirSync(system, { recursive: true });
    put(`systems/k${number}/bzImage`, 'kernel');
    symlinkSync(join(folder, `systems/k${number}/bzImage`), join(system, 'kernel'));
    mkdirSync(join(folder, 'profiles'), { recursive: true });
    symlinkSync(system, join(folder, `profiles/system-${number}-link`));
    put(`boot/EFI/nixos/k${number}.efi`, 'kernel');
    put(`boot/loader/entries/nixos-generation-${number}.conf`, `linux /EFI/nixos/k${number}.efi\n`);
  }
  put('os-release', 'ID=nixos\nVERSION_ID=26.05\n');
  symlinkSync(`system-${count}-link`, join(folder, 'profiles/system'));
}

async function measure(systemd, folder, rounds, generations) {
  const env = { PATH: process.env.PATH, HOME: folder, NIXAI_AS_ROOT: 'true' };
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  for (const flags of [['--offline'], []]) {
    const took = [];
    let report;
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      const argv = [process.execPath, cli, 'health', ...flags, '--json'];
      const { stdout, stderr } = systemd.run('env', '-i', ...words, ...argv);
      took.push((performance.now() - start) / 1000);
      report = JSON.parse(stdout || stderr);
    }
    const looked = report.results.filter(({ status }) => status !== 'skipped');
    const count = new Set(looked.map(({ check }) => check)).size;
    console.log(
      `${count} checks ${flags.join(' ')} with ${generations} generations: ${Math.min(...took).toFixed(1)} s, least of ${rounds} (bar 3), ${Math.max(...took).toFixed(1)} at most`,
    );
    const told = looked.find(({ check }) => check === 'generation.count');
    if (told?.value !== generations) throw new Error(`it saw other generations: ${told?.summary}`);
  }
}
