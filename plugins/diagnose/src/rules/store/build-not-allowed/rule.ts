import { nixFix, shellFix, advice } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

/** Nix refuses what a derivation asks for, or what its result shows. */
export const buildNotAllowed = ruleOfSayings(
  {
    id: 'store/build-not-allowed',
    class: 'build-refused',
    phase: 'build',
    title: 'Nix refuses a build as it is asked for',
    components: ['build', 'store'],
    confidence: 0.94,
    docs: [
      {
        title: 'nix.conf: sandbox',
        url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-sandbox',
      },
    ],
  },
  [
    {
      anchors: ['__noChroot', 'specifies a sandbox profile'],
      line: /derivation ['"`]\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)\.drv['"`] (?:has ['"`]__noChroot['"`] set|specifies a sandbox profile), but/,
      explain(evidence) {
        const name = evidence.get('name');
        return {
          culprit: name,
          facts: { derivation: name },
          message: `${name} asks to be built outside of the sandbox, and the setting sandbox = true allows that to nobody.`,
          fixes: [
            shellFix(
              'If you trust what is built: allow it this once (as root or a trusted user; with your own command).',
              'nix build --option sandbox relaxed',
              { risk: 'security' },
            ),
            nixFix('For good, on NixOS and nix-darwin.', 'nix.settings.sandbox = "relaxed";', {
              risk: 'security',
            }),
          ],
          verify: ['nix config show sandbox'],
        };
      },
    },
    {
      anchors: ['may not be deterministic'],
      line: /derivation ['"`]\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)\.drv['"`] may not be deterministic/,
      explain(evidence) {
        const name = evidence.get('name');
        return {
          culprit: name,
          facts: { derivation: name },
          message: `${name} was built twice, and the two results differ (a time, an order, a number of processors in it). It works all the same; only the check of it (--rebuild, --check) fails.`,
          fixes: [
            shellFix(
              'If you wanted to see a failed build again, and not to compare: build without --rebuild (or --check).',
              `nix log /nix/store/YOUR_DRV`,
              { fill: { YOUR_DRV: 'the .drv that the message names' } },
            ),
            shellFix(
              'If you write the package: see what differs (keep both with --keep-failed), and take it out of the build.',
              'nix run nixpkgs#diffoscope -- YOUR_PATH YOUR_PATH.check',
              { fill: { YOUR_PATH: 'the output that the message names' } },
            ),
          ],
          verify: ['nix build --rebuild'],
        };
      },
    },
    {
      anchors: ['Too many open files'],
      line: /error: (?:.{0,200}: )?(?:creating|opening|reading|accepting|executing|connecting).{0,200}: Too many open files/,
      explain() {
        return {
          culprit: 'files that are open at once (ulimit -n)',
          message:
            'A process of Nix has as many files open as it may: the limit of this shell, of the daemon or of macOS is low for what is evaluated or copied.',
          fixes: [
            shellFix(
              'If it is the command in this shell: give it more, and run it again.',
              'ulimit -n 65536',
            ),
            nixFix(
              'If it is the daemon (it builds or copies), on NixOS: give that more.',
              'systemd.services.nix-daemon.serviceConfig.LimitNOFILE = 1048576;',
              'restart',
            ),
            advice(
              'On macOS: sudo launchctl limit maxfiles 65536 200000, and start the daemon anew.',
            ),
          ],
          verify: ['ulimit -n'],
        };
      },
    },
  ],
);
