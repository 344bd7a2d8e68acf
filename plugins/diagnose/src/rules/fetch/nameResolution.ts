import type { Diagnosis, DiagnosisPattern, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';
import { buildAgain } from '../verify.js';

const host = String.raw`['"\`]?(?<host>[\w.-]{1,200})`;

const patterns: readonly DiagnosisPattern[] = [
  {
    anchors: ['resolve host', 'resolve proxy', 'resolve hostname'],
    line: new RegExp(
      `[Cc]ould(?:n'?t| not) resolve (?:host(?:name)?|proxy)(?: name)?(?:[: ]{1,3}${host})?`,
    ),
  },
  {
    anchors: [
      'name resolution',
      'Name or service not known',
      'nodename nor servname',
      'Name does not resolve',
      'No address associated',
    ],
    line: /(?:(?<host>[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,8})\W.{0,120})?(?:[Tt]emporary failure in name resolution|Name or service not known|nodename nor servname provided|Name does not resolve|No address associated with hostname)/,
  },
  {
    anchors: ['getaddrinfo', 'ENOTFOUND', 'EAI_AGAIN'],
    line: /(?:getaddrinfo )?(?:ENOTFOUND|EAI_AGAIN) (?<host>[\w.-]{3,200})/,
  },
  {
    anchors: [
      'unable to resolve host',
      'failed to lookup address',
      'no such host',
      'server misbehaving',
      'dial tcp: lookup',
    ],
    line: /(?:dial tcp: lookup (?<host>[\w.-]{3,200})(?: on [\w.:[\]]{1,60})?: |unable to resolve host (?:address )?['"`]?(?<other>[\w.-]{3,200})|failed to lookup address information|no such host|server misbehaving)/,
  },
  {
    anchors: ['urlopen error', 'ConnectionError', 'NewConnectionError', 'Network is unreachable'],
    line: /(?:urlopen error.{0,80}(?:resolution|known)|NewConnectionError|Network is unreachable)/,
  },
];

/** Whose log the line stands in: a builder that has no network, or a fetch that ought to. */
function builder(
  evidence: Evidence,
): { readonly name: string; readonly fetches: boolean } | undefined {
  const name = evidence.block.derivation;
  const own = evidence.line.source !== undefined || quotedOrInBuild(evidence);
  if (name === undefined || !own) return undefined;
  const mirror = evidence.before(
    /trying https?:\/\/|^\s*% Total|exporting https?:|unpacking source|Cloning into|fetching crate|crate-/,
    60,
  );
  const isFetch =
    /(?:\.tar\.\w{2,4}|\.tgz|\.zip|\.crate|\.gem|\.patch|\.diff|\.whl|\.jar|\.deb|\.rpm|\.AppImage|-source|-go-modules|-vendor(?:-staging)?|(?:npm|pnpm|yarn|deno|gradle|maven)-deps|-offline)$/.test(
      name,
    ) ||
    evidence.after(/cannot download \S+ from any mirror|hash mismatch in fixed-output/, 20) !==
      undefined ||
    (mirror !== undefined && !/Cloning into/.test(mirror[0]));
  return { name, fetches: isFetch };
}

function quotedOrInBuild(evidence: Evidence): boolean {
  return !/(?:unable to|failed to) download|retrying in|while fetching|nix-daemon|substituter/.test(
    evidence.line.text,
  );
}

function hostIn(evidence: Evidence): string {
  const named = evidence.get('host') || evidence.get('other');
  if (named !== '' && !/^(?:name|address|in|on|host)$/.test(named))
    return named.replace(/[.:]+$/, '');
  const url = /(?:https?|git|ssh|ftp):\/\/(?:[^/@\s]{1,80}@)?(?<host>[\w.-]{3,200})/;
  return (
    (url.exec(evidence.line.text) ?? evidence.before(url, 12) ?? evidence.after(url, 6))?.groups?.[
      'host'
    ] ?? ''
  );
}

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
    fixes: [
      ...(meant === undefined
        ? []
        : [
            nixFix(
              'Correct the address of the cache.',
              `nix.settings.substituters = [ "https://${meant}" ];`,
            ),
          ]),
      shellFix(
        'See whether this machine resolves it.',
        `getent hosts ${name}; resolvectl status | head`,
      ),
      shellFix(
        'If it does: the daemon has stale DNS state (after a change of network or VPN); restart nix-daemon.',
        'sudo systemctl restart nix-daemon',
        'restart',
      ),
      nixFix(
        'If it does not: set a DNS server.',
        'networking.nameservers = [ "9.9.9.9" "1.1.1.1" ];',
        'restart',
      ),
      advice(
        'If only builds in the sandbox fail, /etc/resolv.conf or nss of the sandbox is at fault (a resolver on 127.0.0.1 that the sandbox cannot reach); as a test only: --option sandbox false. To go on without the network: --offline, or --option substitute false.',
      ),
    ],
    verify: [`getent hosts ${name}`],
  };
}

/** A build step wants the network, which the sandbox does not give it. */
export const sandboxNetwork: DiagnosisRule = {
  id: 'build/sandbox-network',
  class: 'sandbox-network',
  phase: 'build',
  title: 'Build needs the network',
  components: ['build', 'networking', 'security'],
  confidence: 0.9,
  patterns,
  docs: [
    {
      title: 'nix.conf: sandbox',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-sandbox',
    },
  ],
  explain(evidence) {
    const building = builder(evidence);
    if (building === undefined || building.fetches) return undefined;
    const name = hostIn(evidence);
    return {
      culprit: `${name === '' ? 'the network' : name} in the build of ${building.name}`,
      facts: { host: name || undefined, derivation: building.name },
      message: `The build of ${building.name} wants to reach ${name === '' ? 'the network' : name}, and builds have no network: only a fetch whose hash is known before (a fixed-output derivation) has.`,
      fixes: [
        nixFix(
          'Fetch it beforehand, and give it to the build as a source.',
          'src = fetchFromGitHub { owner = "…"; repo = "…"; rev = "…"; hash = lib.fakeHash; };   # or fetchgit, fetchurl',
        ),
        advice(
          'For dependencies of a language, use its builder: buildNpmPackage (npmDepsHash), buildRustPackage (cargoHash), buildGoModule (vendorHash), fetchYarnDeps, fetchPypi; set its offline flag, and drop `git clone`, `pip install`, `npm install`, `curl` from the build script. For CMake set FETCHCONTENT_SOURCE_DIR_<name>.',
        ),
        shellFix(
          'Only to see whether that is all that is missing: build without the sandbox (as a trusted user).',
          'nix build --option sandbox false',
          'security',
        ),
      ],
      verify: buildAgain(building.name),
    };
  },
};
