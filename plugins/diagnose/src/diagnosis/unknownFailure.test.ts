import { expect } from 'chai';
import { diagnosed } from '../testing/diagnose.js';
import { resultOf } from './diagnoseLog.js';

const resultFor = (text: string) => resultOf('log', diagnosed(text));

describe('a failure that no rule knows', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['systemd[1]: Failed to mount /home.\n', 'home.mount'],
    ['[DEPEND] Dependency failed for /srv/my-data.\n', "'srv-my\\x2ddata.mount'"],
    ['insmod: ERROR: could not insert module wl.ko: Invalid parameters\n', 'journalctl -b -k'],
    [
      "subprocess.CalledProcessError: Command '['nix', 'build', '--print-out-paths', '.#nixosConfigurations.\"box\".config.system.build.toplevel', '--no-link']' returned non-zero exit status 1.\n",
      `nix build '.#nixosConfigurations."box".config.system.build.toplevel' --no-link --show-trace`,
    ],
    ["       … while evaluating the attribute 'config.system'\n", '--show-trace'],
    ['       (stack trace truncated; use)\n', '--show-trace'],
    ['Login incorrect\n', 'journalctl -b'],
    ['wpa_supplicant: cannot open interface wlan0\n', 'journalctl -b'],
  ];
  for (const [text, next] of cases)
    it(`is shown with what to do next: ${text.trim()}`, () => {
      const result = resultFor(text);
      expect(result.outcome).to.equal('not-recognised');
      expect(result.errorLines.map((one) => text.includes(one.text))).to.deep.equal([true]);
      expect(result.next.join('\n')).to.contain(next);
    });

  it('of a program that nobody here knows is seen in the few lines that somebody asks about', () => {
    const told = [
      'frobd 2.1 starting\nlistening on /run/frobd.sock\nfrobd: giving up\n',
      'Loading the theme\nsettings.lua:12: attempt to index a nil value\nstack traceback:\n  [C]: in main\n',
      'Opening session\nsession was never registered\n',
    ];
    for (const text of told) expect(resultFor(text).outcome, text).to.equal('not-recognised');
  });

  it('is not seen where the program went on, and came to a good end', () => {
    const well = [
      'frobd: cannot open cache, retrying\nfrobd: is ready\n',
      'cache is missing\nImported 12 files successfully\n',
      'Existing file /home/ada/x is in the way, will be moved to /home/ada/x.bak\n',
      'these paths will be fetched:\n  /nix/store/0123456789abcdfghijklmnpqrsvwxyz-failed-units\n',
    ];
    for (const text of well) expect(resultFor(text).outcome, text).to.equal('nothing-wrong');
  });

  it('is not seen where a few lines only speak of failures that were none', () => {
    for (const text of [
      'All tests passed: 12 passed, 0 failed\n',
      'systemd[1]: Started nginx.service.\n',
      'finished without errors\n',
      'web1: ok=12 changed=2 unreachable=0 failed=0\n',
    ])
      expect(resultFor(text).outcome, text).to.equal('nothing-wrong');
  });

  it('is not made of a complaint that stands somewhere in a log', () => {
    const line = 'bluetoothd[880]: Failed to set default system config for hci0\n';
    const log = `${'systemd[1]: Started a unit.\n'.repeat(20)}${line}`;
    expect(resultFor(log).outcome).to.equal('nothing-wrong');
    expect(resultFor(line).outcome).to.equal('not-recognised');
  });

  it('of a mount counts in a long log too', () => {
    const log = `${'systemd[1]: Started a unit.\n'.repeat(20)}systemd[1]: Failed to mount /home.\n`;
    expect(resultFor(log).outcome).to.equal('not-recognised');
  });
});
