import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** launchd of macOS does not take a service: mostly an older one of that name is still loaded. */
export const launchdRefused: DiagnosisRule = {
  id: 'activation/launchd',
  class: 'launchd-refused',
  phase: 'activation',
  title: 'launchd does not load a service',
  components: ['darwin', 'services'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['Bootstrap failed: '],
      line: /^\s*(?:error: )?Bootstrap failed: (?<code>\d{1,3}): (?<why>.{2,80})/,
    },
    {
      anchors: ['Could not kickstart service', 'Could not find service'],
      line: /Could not (?:kickstart|find) service "(?<service>[\w.-]{3,100})"(?:: (?<code>\d{1,3}): (?<why>.{2,80})| in domain)/,
    },
    {
      anchors: ['Failed to stop agent', 'Failed to start agent', 'Failed to load agent'],
      line: /Failed to (?:stop|start|load) agent '(?:[\w/]{1,60}\/)?(?<service>[\w.-]{3,100})'(?:: (?<why>.{2,80}))?/,
    },
    {
      anchors: ['Load failed: '],
      line: /^\s*(?:(?<plist>\/\S{3,200}\.plist): )?Load failed: (?<code>\d{1,3}): (?<why>.{2,80})/,
    },
  ],
  docs: [
    {
      title: 'nix-darwin',
      url: 'https://github.com/nix-darwin/nix-darwin#readme',
    },
  ],
  explain(evidence) {
    const service = evidence.get('service') || serviceNear(evidence);
    // The installer asks for a service before it has made it.
    if (evidence.get('code') === '' && evidence.before(/Bootstrap failed/, 20) !== undefined)
      return undefined;
    const installing =
      evidence.before(/launchctl bootstrap system|I am executing:/, 12) !== undefined;
    const agents = evidence.before(/Activating setupLaunchAgents/, 6) !== undefined;
    const why = evidence.get('why');
    return {
      culprit: `${service ?? (agents ? 'setupLaunchAgents' : 'a service of launchd')}${why === '' ? '' : `: ${why}`}`,
      facts: { service, error: why || undefined, code: evidence.get('code') || undefined },
      message: `launchd does not take ${service ?? 'a service'}${why === '' ? '' : ` (${why})`}: an older one of that name is still loaded or switched off, or what its file names is not there.`,
      fixes: [
        ...(/[Uu]nrecognized|[Uu]sage|unknown option/.test(why) ? otherLaunchctl : []),
        ...(evidence.get('code') === '5' && installing ? whosePlist(service) : []),
        ...(/not permitted/.test(why) && installing ? inBackground(service) : []),
        ...fixesFor(service, agents, installing),
      ],
      verify: [agents ? 'launchctl list | grep -i nix' : 'sudo launchctl list | grep -i nix'],
    };
  },
};

/** launchd does not say whether it is the file that it does not take, or the service. */
const whosePlist = (service = 'org.nixos.nix-daemon'): readonly DiagnosisFix[] => [
  shellFix(
    `If its file is not root's, or not readable (ls -l /Library/LaunchDaemons): make it so, and load it.`,
    `sudo chown root:wheel /Library/LaunchDaemons/${shellWord(service)}.plist; sudo chmod 644 /Library/LaunchDaemons/${shellWord(service)}.plist; sudo launchctl bootstrap system /Library/LaunchDaemons/${shellWord(service)}.plist`,
    'restart',
  ),
  shellFix(
    'If it is: an older one is still loaded or switched off. Switch it on and take that away, then install again.',
    `sudo launchctl enable system/${shellWord(service)}; sudo launchctl bootout system/${shellWord(service)}`,
    'restart',
  ),
];

const inBackground = (service = 'org.nixos.nix-daemon'): readonly DiagnosisFix[] => [
  advice(
    'If System Settings > General > Login Items & Extensions shows it switched off (or the Mac is managed, and its profile forbids it): allow it there, and install again.',
  ),
  shellFix(
    'If it is allowed there: an older one is still loaded or switched off. Switch it on and take that away, then install again.',
    `sudo launchctl enable system/${shellWord(service)}; sudo launchctl bootout system/${shellWord(service)}`,
    'restart',
  ),
];

/** What calls launchctl knows another one than this macOS has. */
const otherLaunchctl: readonly DiagnosisFix[] = [
  shellFix(
    'If Home Manager (or nix-darwin) was just updated: it calls launchctl in a way that this macOS does not know. Go back to the revision of before, and update it when that is mended.',
    'git restore flake.lock   # then the same command, without an update',
  ),
  shellFix(
    'If macOS was just updated: take a newer Home Manager and nix-darwin.',
    'nix flake update',
  ),
];

/** The service whose file was named just before. */
const serviceNear = (evidence: Evidence): string | undefined =>
  (
    evidence.before(/(?:LaunchAgents|LaunchDaemons)\/(?<service>[\w.-]{3,100})\.plist/, 12) ??
    evidence.after(/(?:LaunchAgents|LaunchDaemons)\/(?<service>[\w.-]{3,100})\.plist/, 4)
  )?.groups?.['service'];

function fixesFor(
  service: string | undefined,
  agents: boolean,
  installing: boolean,
): readonly DiagnosisFix[] {
  const name = service ?? 'YOUR_SERVICE';
  const fill =
    service === undefined
      ? { fill: { YOUR_SERVICE: 'its name: org.nix-community.home.NAME, org.nixos.NAME' } }
      : {};
  const user = agents || /org\.nix-community\.home\./.test(name);
  const unload = user
    ? `launchctl bootout gui/$(id -u)/${shellWord(name)}; rm -f ~/Library/LaunchAgents/${shellWord(name)}.plist`
    : `sudo launchctl enable system/${shellWord(name)}; sudo launchctl bootout system/${shellWord(name)}`;
  return [
    shellFix(
      user
        ? 'Take the loaded one and its file away, and switch again. (launchctl list shows what is loaded.)'
        : `Switch it on and take the loaded one away, then ${installing ? 'install' : 'switch'} again.`,
      unload,
      { risk: 'restart', ...fill },
    ),
    advice(
      `See in System Settings > General > Login Items & Extensions that it is allowed in the background${installing ? ', and on a managed Mac that its profile allows it' : ''}.`,
    ),
    ...(installing
      ? [
          advice(
            'If something of an older installation is left (/nix, the volume, files in /Library/LaunchDaemons), uninstall that first, as the Nix manual says.',
          ),
        ]
      : []),
  ];
}
