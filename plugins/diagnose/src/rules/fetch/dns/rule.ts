import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { patterns, builder, hostIn } from '../../shared/nameResolution.js';

/** Names are not resolved: by Nix itself, its daemon, or a fetch. */
export const dnsFailure: DiagnosisRule = {
  id: 'fetch/dns',
  class: 'dns-failure',
  phase: 'fetch',
  title: 'Host name is not resolved',
  components: ['networking', 'fetch'],
  confidence: 0.88,
  patterns,
  docs: [
    {
      title: 'NixOS manual: networking',
      url: 'https://nixos.org/manual/nixos/stable/#sec-networking',
    },
  ],
  explain(evidence) {
    const building = builder(evidence);
    if (building !== undefined && !building.fetches) return undefined;
    const name = hostIn(evidence);
    if (name === '' && building === undefined) return undefined;
    // Servers look up whoever calls them; an address is no name that was wanted.
    if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(name)) return undefined;
    return explainDns(name === '' ? (building?.name ?? '') : name, evidence);
  },
};

/** The nearest of the caches' names that is misspelled. */
const misspelled: Readonly<Record<string, string>> = {
  'cachix.nixos.org': 'cache.nixos.org',
  'cache.nixos.com': 'cache.nixos.org',
  'nixos.cache.org': 'cache.nixos.org',
};

function explainDns(name: string, evidence: Evidence): Diagnosis {
  const meant = misspelled[name];
  const only = evidence.block.derivation;
  return {
    culprit: name,
    facts: { host: name, derivation: only },
    message:
      meant === undefined
        ? `The name ${name} could not be resolved: there is no network or no DNS server (or nix-daemon still uses the DNS of an earlier network), or the name is misspelled.`
        : `There is no host ${name}: ${meant} is meant.`,
    fixes: fixesFor(name, meant, evidence),
    verify: [`getent hosts ${/^[\w.-]{1,200}$/.test(name) ? name : 'cache.nixos.org'}`],
  };
}

function fixesFor(
  name: string,
  meant: string | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const { context } = evidence;
  const host = /^[\w.-]{1,200}$/.test(name) ? name : 'cache.nixos.org';
  const correct =
    meant === undefined
      ? []
      : [
          nixFix(
            'Correct the address of the cache.',
            `nix.settings.substituters = [ "https://${meant}" ];`,
          ),
        ];
  const restart = shellFix(
    'If this machine resolves it, the daemon has stale DNS state (after a change of network or VPN): restart it.',
    `getent hosts ${host} && sudo systemctl restart nix-daemon`,
    { risk: 'restart', holds: { platforms: ['nixos', 'linux', 'unknown'] } },
  );
  const darwin = shellFix(
    'If this machine resolves it, the daemon has stale DNS state: restart it.',
    `dscacheutil -q host -a name ${host} && sudo launchctl kickstart -k system/org.nixos.nix-daemon`,
    { risk: 'restart', holds: { platforms: ['darwin'] } },
  );
  return [
    ...correct,
    ...ofTarget(evidence),
    ...(context.platform === 'darwin' ? [darwin] : [restart]),
    nixFix(
      'If it does not: set DNS servers that answer.',
      'networking.nameservers = [ "9.9.9.9" "1.1.1.1" ];',
      { risk: 'restart', holds: onNixos },
    ),
    advice(
      `If only builds in the sandbox fail, /etc/resolv.conf or nss of the sandbox is at fault (a resolver on 127.0.0.1 that the sandbox cannot reach).${context.ci ? ' In a container, see its own resolv.conf.' : ''} To go on without the network: --offline, or --option substitute false.`,
    ),
  ];
}

/** The machine that is deployed to asks the cache itself, and need not: what was built here is copied. */
function ofTarget({ line, context }: Evidence): readonly DiagnosisFix[] {
  const target = line.source;
  if (target === undefined || context.tool !== 'deploy') return [];
  return [
    shellFix(
      `If ${target} has no way to the internet: let it ask no cache, and copy everything from here (deploy-rs: fastConnection = true; nixos-rebuild: no --use-substitutes).`,
      'colmena apply --no-substitute',
    ),
  ];
}
