import { shellWord, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** A server is not reached, or answers that it cannot. */
export const connectionFailed: DiagnosisRule = {
  id: 'fetch/connection',
  class: 'connection-failed',
  phase: 'fetch',
  title: 'Server is not reached',
  components: ['networking', 'fetch'],
  confidence: 0.85,
  yieldsTo: ['dns-failure', 'tls-ca-failure', 'source-404', 'github-rate-limit'],
  patterns: [
    {
      anchors: ['unable to download', 'failed to download'],
      line: /(?:unable|failed) to download ['"`](?<url>[^'"`\s]{3,600})['"`]: (?<why>(?!.{0,60}resolve)(?:Timeout was reached|Couldn't connect to server|Could not connect to server|Failure when receiving data|Server returned nothing|Transferred a partial file|Stream error|HTTP\/2 (?:framing|stream)|Failed to connect|Operation too slow).{0,120}|HTTP error (?<status>5\d\d|401|403|407).{0,80}|HTTP error \d{3}(?: \('?'?\))? \(curl error: .{3,120}\).{0,40})/,
    },
    {
      anchors: ['curl: ('],
      line: /curl: \((?<code>7|18|28|35|52|55|56|92)\) (?<why>(?!.{0,60}resolve host).{5,160})/,
    },
    {
      anchors: ['The requested URL returned error: 5'],
      line: /unable to access ['"](?<url>[^'"]{3,300})['"]: (?<why>The requested URL returned error: (?<status>5\d\d))/,
    },
    {
      anchors: ['Connection timed out', 'Connection refused', 'Connection reset by peer'],
      line: /(?:fatal: unable to access ['"](?<url>[^'"]{3,300})['"]: |error: .{0,80}['"`](?<other>https?:\/\/[^'"`\s]{3,300})['"`].{0,60})(?<why>.{0,80}(?:Connection timed out|Connection refused|Connection reset by peer|Failed to connect).{0,80})/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: substituters, connect-timeout, fallback',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-connect-timeout',
    },
  ],
  explain(evidence) {
    const near = /(?:trying|from|downloading) ['"]?(?<url>https?:\/\/[^\s'"]{3,400})/;
    const url =
      evidence.get('url') ||
      evidence.get('other') ||
      (evidence.before(near, 12)?.groups?.['url'] ?? '');
    if (url === '' && evidence.block.derivation === undefined) return undefined;
    // Of what is no cache another rule knows that it is refused.
    if (
      /^(?:401|403)$/.test(evidence.get('status')) &&
      !/nix-cache-info|\.narinfo|\/nar\//.test(url)
    )
      return undefined;
    const host = /:\/\/(?<host>[\w.-]{3,200})/.exec(url)?.groups?.['host'];
    const why = evidence.get('why').trim();
    const status = evidence.get('status');
    const cache = /\.narinfo|nix-cache-info|\/nar\//.test(url);
    const subject = host ?? evidence.block.derivation ?? url;
    return {
      culprit: `${subject}${status === '' ? '' : ` (HTTP ${status})`}`,
      facts: { url: url || undefined, reason: why },
      message: `${url === '' ? subject : url} is not fetched: ${why}. ${status.startsWith('5') ? 'The server has a fault of its own.' : /^40[137]$/.test(status) ? 'It wants a login.' : 'The server, or the way to it (a firewall, a proxy, IPv6), does not answer.'}`,
      fixes: fixesFor(host, status, cache, evidence),
      verify: [
        host === undefined ? 'curl -sI https://cache.nixos.org' : `curl -sI https://${host}`,
      ],
    };
  },
};

function fixesFor(host: string | undefined, status: string, cache: boolean, evidence: Evidence) {
  const again = shellFix(
    cache
      ? 'Go on without that cache: give your command this option (what it has is built, or comes from the others).'
      : 'Run it again later; what was fetched is kept.',
    cache
      ? 'nix build --option fallback true --option connect-timeout 5'
      : `curl -sSI ${shellWord(`https://${host ?? 'cache.nixos.org'}`)}`,
  );
  const login = advice(
    `${host ?? 'The server'} wants a login: take it out of the substituters, or give Nix its token (netrc-file, access-tokens).`,
    'security',
  );
  const proxy = advice(
    `See whether this machine reaches it at all: a proxy has to stand in the environment of the daemon (networking.proxy.default), and a broken IPv6 is switched off with networking.enableIPv6 = false.${evidence.context.ci ? ' In CI, try the job again.' : ''}`,
  );
  const framing = shellFix(
    'The connection breaks in HTTP/2: run it without that (give your own command this option).',
    'nix build --option http2 false',
  );
  if (/^40[137]$/.test(status)) return [login, again];
  return /HTTP\/2/.test(evidence.line.text) ? [framing, again, proxy] : [again, proxy];
}
