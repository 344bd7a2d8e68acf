import type { DiagnosisPattern, Evidence } from '@nixai/api';

const host = String.raw`['"\`]?(?<host>[\w.-]{1,200})`;

export const patterns: readonly DiagnosisPattern[] = [
  {
    anchors: ['resolve host', 'resolve proxy', 'resolve hostname'],
    line: new RegExp(
      `(?:[Cc]ould(?:n'?t| not)|[Ff]ailed to) resolve (?:host(?:name)?|proxy)(?: name)?(?:[: ]{1,3}${host})?`,
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
    line: /(?:(?<other>[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,8}): (?=Name or service|Temporary failure|nodename|Name does not)|(?<host>[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){0,7}\.[a-zA-Z][a-zA-Z0-9-]{1,62})\W.{0,120})?(?:[Tt]emporary failure in name resolution|Name or service not known|nodename nor servname provided|Name does not resolve|No address associated with hostname)/,
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
export function builder(
  evidence: Evidence,
): { readonly name: string; readonly fetches: boolean } | undefined {
  const name = evidence.block.derivation;
  const own = quotedOrInBuild(evidence);
  if (name === undefined || !own) return undefined;
  const mirror = evidence.before(
    /trying https?:\/\/|^\s*% Total|exporting https?:|unpacking source archive \/(?!nix\/store)|Cloning into|fetching crate|crate-/,
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

export function hostIn(evidence: Evidence): string {
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
