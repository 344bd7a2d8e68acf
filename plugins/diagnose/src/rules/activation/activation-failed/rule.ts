import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { noSwitchPlan, noSystemBus, notStarted, slowUserSystemd } from './withoutSystemd.js';

/** A generation was built, and putting it in place failed: a snippet of the script, or all of it. */
export const activationFailed: DiagnosisRule = {
  id: 'activation/activation-failed',
  class: 'activation-failed',
  phase: 'activation',
  title: 'Activation failed',
  components: ['systemd', 'home-manager'],
  confidence: 0.72,
  yieldsTo: [
    'secret-not-decrypted',
    'hm-file-clobber',
    'dconf-unavailable',
    'darwin-etc-conflict',
    'unit-start-failure',
    'boot-partition-full',
    'bootloader-esp-missing',
    'disk-full',
    'needs-root',
    'hm-profile-conflict',
    'secure-boot-keys',
    'launchd-refused',
    'sudo-refused',
    'command-not-found',
  ],
  patterns: [
    {
      anchors: ['Activation script snippet'],
      line: /Activation script snippet '(?<snippet>[\w.-]{1,80})' failed \((?<code>\d{1,3})\)/,
    },
    {
      anchors: ['Activation failed', 'Activating configuration', 'Activation of the'],
      line: /^\s*(?:\d: )?(?<nh>Activation failed|Activating configuration(?: \(exit status.{1,80})?$|Activation of the system failed)/,
    },
    {
      anchors: ['Error switching: Failed to reload systemd'],
      line: /(?<slow>Error switching: Failed to reload systemd)/,
    },
    {
      anchors: ['Failed to build switch plan'],
      line: /(?<plan>Failed to build switch plan)/,
    },
    {
      anchors: ['connect to system scope bus'],
      line: /^(?<bus>Failed to connect to system scope bus.{0,120})/,
    },
    {
      anchors: ['Failed to run activate script', 'user activation'],
      line: /(?<all>Failed to run activate script|warning: user activation for (?<user>[\w.-]{1,64}) failed|Failed to run user activation (?:script|for (?<of>[\w.-]{1,64})))/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: activation script',
      url: 'https://nixos.org/manual/nixos/stable/#sec-activation-script',
    },
  ],
  explain(evidence) {
    // nh says it in several lines: the first is enough.
    if (evidence.get('nh') !== '' && evidence.before(/^\s*\d: Activation failed/, 3) !== undefined)
      return undefined;
    if (evidence.get('slow') !== '') return slowUserSystemd;
    if (evidence.get('plan') !== '') return noSwitchPlan;
    if (isNotStarted(evidence)) return notStarted;
    if (evidence.get('bus') !== '')
      return evidence.before(/nixos-rebuild|switch-to-configuration/, 6) === undefined &&
        evidence.after(/switch-to-configuration/, 4) === undefined
        ? undefined
        : noSystemBus(evidence.get('bus'));
    const snippet = evidence.get('snippet');
    const why = reasonOf(evidence);
    const subject =
      snippet !== ''
        ? `the snippet ${snippet}`
        : (evidence.get('user') || evidence.get('of')) !== ''
          ? `the activation of ${evidence.get('user') || evidence.get('of')}`
          : 'the activation';
    return {
      culprit: `${snippet === '' ? evidence.get('user') || evidence.get('of') || evidence.get('nh') || 'activate script' : snippet}${why === undefined ? '' : `: ${why.slice(0, 160)}`}`,
      facts: { snippet: snippet || undefined, error: why },
      message: `The generation was built, and ${subject} failed${why === undefined ? '; this log does not say why' : `: ${why.replace(/\.$/, '')}`}.`,
      fixes: fixesFor(snippet, why, evidence),
      verify: ['systemctl --failed', 'systemctl --user --failed'],
      confidence: why === undefined ? undefined : 0.82,
    };
  },
};

/** nh itself could not start what it calls: nothing has run, so nothing has failed. */
const isNotStarted = (evidence: Evidence): boolean =>
  /^\s*0: Activating configuration$/.test(evidence.line.text) &&
  /^\s*1: No such file or directory \(os error 2\)/.test(evidence.below(1)[0] ?? '');

const speaks =
  /\b(?:[Ee]rror|[Ff]ailed|[Cc]annot|[Nn]o such|[Dd]enied|not found|not mounted|bad option|not a directory|[Uu]nknown|os error)\b/;
const says =
  /Activation (?:script|failed)|Activating configuration|Failed to run activate|error\(s\) occurred|^Location:|^\s*\d: No such file or directory \(os error|^\s*Error:\s*$/;

/** Snippets are attributes of one set. */
const named = (snippet: string): string => `system.activationScripts.${snippet}`;

/** An error number without a word of what it is about. */
const bareErrno = /^[A-Z][\w ]{4,40} \(os error \d{1,3}\)$/;

/** What was printed just before (or, by nh, just after) it was said that it failed. */
function reasonOf(evidence: Evidence): string | undefined {
  const { lines } = evidence.block;
  const at = lines.indexOf(evidence.line);
  const near = [...lines.slice(Math.max(0, at - 6), at).reverse(), ...lines.slice(at + 1, at + 5)];
  return near
    .find(({ text }) => speaks.test(text) && !says.test(text))
    ?.text.trim()
    .replace(/^\d: /, '')
    .slice(0, 300);
}

function fixesFor(
  snippet: string,
  why: string | undefined,
  { context, get }: Evidence,
): readonly DiagnosisFix[] {
  const nh = get('nh') !== '';
  const again =
    context.tool === 'home-manager' || snippet === ''
      ? shellFix(
          'See what it says itself: run the switch with the tool that nh hides (add your own --flake).',
          'home-manager switch -v',
          { holds: { tools: ['home-manager'] } },
        )
      : undefined;
  const system = shellFix(
    'Run the activation by itself, to see all that it prints.',
    'sudo /run/current-system/activate',
    {
      risk: 'restart',
      holds: { platforms: ['nixos', 'unknown'], tools: ['nixos-rebuild', 'deploy', 'nix'] },
    },
  );
  const mend =
    why === undefined
      ? []
      : /\/run\/secrets\S*: not a directory/.test(why)
        ? [
            shellFix(
              'A secret became a folder of secrets: delete what was put there (it is decrypted anew), and activate again.',
              'sudo rm -rf /run/secrets && sudo /run/current-system/activate',
              'restart',
            ),
          ]
        : bareErrno.test(why)
          ? [
              shellFix(
                'See which program or file that is: what runs for the user says it in its journal.',
                'journalctl -b -n 80 --no-pager | nixai diagnose',
              ),
            ]
          : [
              advice(
                nh
                  ? `See which step says so: its name (Activating …) is printed before it with -v. What is to be mended is the option that makes that step; if you did not set it by yourself, update the input that it comes from (Home Manager, mostly).`
                  : snippet !== ''
                    ? `If ${named(snippet)} is set in a file of yours: mend what it says (${why.slice(0, 160)}), and switch again.`
                    : `Mend what it says (${why.slice(0, 200)})${snippet === '' ? '' : `, in what defines system.activationScripts.${shellWord(snippet)}`}, and switch again.`,
              ),
            ];
  const byModule =
    snippet === '' || mend[0]?.step !== 'if'
      ? []
      : [
          shellFix(
            `If no file of yours does (this lists them): a module of an input does (NixOS-WSL, impermanence, a secrets module). Update that input, and nixpkgs with it.`,
            `grep -rn --include='*.nix' ${shellWord(snippet)} .`,
          ),
        ];
  const home = shellFix(
    'See what Home Manager says itself (add your own --flake).',
    'home-manager switch -v',
  );
  return [
    ...mend,
    ...byModule,
    ...(again === undefined ? [] : [again]),
    system,
    ...(again === undefined && mend.length === 0 ? [home] : []),
  ];
}
