import { expect } from 'chai';
import { diagnosed } from '../testing/diagnose.js';
import { fixShare, isDecided } from './measured.js';
import { wasTried } from './suits.js';

const steps = (log: string) => diagnosed(log).findings[0]?.fixes ?? [];

describe('when a fix is printed as the fix', () => {
  it('is decided by how often it was right: a message that leaves one answer, and no miss', () => {
    expect(isDecided('untracked-flake-file')).to.equal(true);
    expect(isDecided('command-not-found')).to.equal(false);
    // Nothing was measured, and nothing is believed.
    expect(fixShare('a-class-of-tomorrow')).to.equal(0.5);
  });

  it('else states with it the way back from an update, where an update does the same', () => {
    const log =
      'error: value is null while a set was expected\n       at /etc/nixos/web.nix:3:5:\n';
    const [first, second] = steps(log);
    expect(first?.step).to.equal('if');
    expect(first?.title).to.match(/^If a change of yours came before it/);
    expect(second?.code).to.contain('git restore flake.lock');
  });

  it('goes back by the channel where the log is of channels', () => {
    const log =
      'unpacking channels...\nerror: value is null while a set was expected\n       at /etc/nixos/web.nix:3:5:\n';
    expect(steps(log)[1]?.code).to.equal('sudo nix-channel --rollback');
  });

  it('says nothing of updates where the message leaves one answer', () => {
    const log =
      "error: Package 'vendor-1.0' in /nix/store/x/default.nix:3 has an unfree license ('unfree'), refusing to evaluate.\n";
    expect(
      steps(log)
        .map(({ code }) => code ?? '')
        .join(),
    ).not.to.contain('git restore');
  });
});

describe('a fix that does not suit', () => {
  it('is for elsewhere: an option of NixOS on macOS', () => {
    const log =
      '$ darwin-rebuild switch --flake .\ndyld: Library not loaded: libodd.dylib\n/nix/store/x/bin/tool: error while loading shared libraries: libodd.so.1: cannot open shared object file: No such file or directory\n';
    for (const { code = '', elsewhere } of steps(log))
      if (/^programs\.nix-ld/.test(code)) expect(elsewhere).to.equal(true);
  });

  it('is known to have been run in vain by the prompt that it stands behind', () => {
    const fix = {
      title: 'Run it as root.',
      code: 'sudo nix-channel --update   # then again',
      language: 'sh',
      risk: 'none',
    } as const;
    const ran = (text: string): boolean => wasTried(fix, [{ text }, { text: 'error: odd' }]);
    expect(ran('[ada@nova:~]$ sudo nix-channel --update')).to.equal(true);
    expect(ran('[ada@nova:~]$ nix-channel --update')).to.equal(false);
    expect(ran('sudo nix-channel --update'), 'what a message says').to.equal(false);
    expect(ran('$ sudo nix-channel --list')).to.equal(false);
  });
});
