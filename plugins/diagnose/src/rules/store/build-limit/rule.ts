import { nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

/** Nix itself ended a build: it was silent too long, ran too long, or said too much. */
export const buildLimit = ruleOfSayings(
  {
    id: 'store/build-limit',
    class: 'build-limit',
    phase: 'build',
    title: 'Nix ended a build at a limit',
    components: ['build', 'store'],
    confidence: 0.95,
    docs: [
      {
        title: 'nix.conf: max-silent-time',
        url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-max-silent-time',
      },
    ],
  },
  [
    {
      anchors: ['timed out after', 'killed after writing more than'],
      line: /(?:building of )?['"`]?\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s^]{1,211}?)\.drv(?:\^[\w,*-]{1,60})?['"`]? (?:timed out after (?<seconds>\d{1,9}) seconds(?<silent> of silence)?|killed after writing more than (?<bytes>\d{1,15}) bytes of log output)/,
      explain(evidence) {
        const name = evidence.get('name');
        const seconds = evidence.get('seconds');
        const silent = evidence.get('silent') !== '';
        const setting =
          seconds === '' ? 'max-build-log-size' : silent ? 'max-silent-time' : 'timeout';
        const said =
          seconds === ''
            ? `wrote more than ${evidence.get('bytes')} bytes of log`
            : silent
              ? `printed nothing for ${seconds} seconds`
              : `took longer than ${seconds} seconds`;
        return {
          culprit: `${name} (${setting})`,
          facts: { derivation: name, setting },
          message: `The build of ${name} ${said}, and Nix ended it because ${setting} says so (in nix.conf, on the machine that builds, or the command has an option for it).`,
          fixes: [
            shellFix(
              'If it only needs longer on this machine: build once without the limit (with what you built, in place of the name).',
              `nix build nixpkgs#YOUR_PACKAGE --option ${setting} 0`,
              { fill: { YOUR_PACKAGE: 'what you built' } },
            ),
            shellFix(
              'If it hangs (its log no longer moves, nothing uses the processor): its last lines show where; take another revision of it, or leave that test out.',
              `nix log /nix/store/YOUR_DRV | tail -n 40`,
              { fill: { YOUR_DRV: 'the .drv that the message names' } },
            ),
            nixFix('For good, on NixOS.', `nix.settings.${setting} = 0;`),
          ],
          verify: [`nix config show ${setting}`],
        };
      },
    },
  ],
);
