import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';

const urlIn = /(?<url>(?:https?:\/\/|github:|gitlab:)[^\s'"`;,]{3,600})/;

function urlOf(evidence: Evidence): string {
  return (
    (urlIn.exec(evidence.line.text) ?? evidence.before(urlIn, 6) ?? evidence.after(urlIn, 4))
      ?.groups?.['url'] ?? ''
  );
}

/** GitHub (or GitLab) answers 403 or 429: too many requests from this address. */
export const rateLimit: DiagnosisRule = {
  id: 'fetch/rate-limit',
  class: 'github-rate-limit',
  phase: 'fetch',
  title: 'Rate limit of the server',
  components: ['fetch', 'networking', 'flakes'],
  confidence: 0.93,
  patterns: [
    {
      anchors: [
        'API rate limit exceeded',
        'rate limit exceeded',
        'secondary rate limit',
        'rate limit reached',
      ],
      line: /rate limit (?:exceeded|reached)|secondary rate limit/i,
    },
    {
      anchors: [
        'HTTP error 403',
        'HTTP error 429',
        'Too Many Requests',
        'HTTP error: 429',
        'error 429',
      ],
      line: /(?<url>https?:\/\/[^\s'"`]{3,600})?.{0,80}(?:HTTP error:? (?<status>403|429)|(?<many>429|Too Many Requests))/,
    },
    {
      anchors: ['The requested URL returned error: 429', 'returned error: 403'],
      line: /The requested URL returned error: (?<status>429|403)/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: access-tokens',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-access-tokens',
    },
  ],
  explain(evidence) {
    const url = urlOf(evidence);
    const text = evidence.line.text;
    const said = /rate limit/i.test(text) || evidence.after(/rate limit/i, 8) !== undefined;
    const status = evidence.get('status') || (/429|Too Many/.test(text) ? '429' : '403');
    const forge = /github|gitlab|codeberg|api\./.test(url + text);
    // A 403 of anybody else is a refusal, not a limit.
    if (!said && status === '403' && !forge) return undefined;
    const secondary = status === '429' || /secondary/.test(text);
    return {
      culprit: `${url === '' ? 'api.github.com' : url} (HTTP ${status})`,
      facts: {
        url,
        status,
        limit: secondary ? 'requests per source address' : 'unauthenticated API quota',
      },
      message: secondary
        ? `The server throttles this address (HTTP ${status}): too many requests in a short time, also by others behind the same address.`
        : `GitHub refuses the request (HTTP ${status}): the quota of requests without a token, 60 an hour for one address (shared in CI and offices), is used up.`,
      fixes: [
        nixFix(
          'Give Nix a token (no scope is needed); keep it out of the store with `!include /run/secrets/nix-tokens` in nix.extraOptions.',
          'nix.extraOptions = "!include /etc/nix/access-tokens.conf";   # access-tokens = github.com=TOKEN',
        ),
        shellFix(
          'For one command, or in CI.',
          'NIX_CONFIG="access-tokens = github.com=$GITHUB_TOKEN" nix flake update',
        ),
        advice(
          'Or wait and retry: the quota is given back within the hour. A token does not lift a limit by address (429): retry later with a back-off, or fetch less often (lock inputs, use a cache).',
        ),
      ],
      verify: ['curl -s https://api.github.com/rate_limit | head -20'],
    };
  },
};

/** A certificate is not trusted: no CA bundle is found, or a proxy signs with its own. */
export const tlsFailure: DiagnosisRule = {
  id: 'fetch/tls',
  class: 'tls-ca-failure',
  phase: 'fetch',
  title: 'TLS certificate is not trusted',
  // curl tells of certificates that it was told not to mind.
  yieldsTo: ['source-404'],
  components: ['networking', 'fetch', 'security'],
  confidence: 0.92,
  patterns: [
    {
      anchors: [
        'SSL peer certificate',
        'Problem with the SSL CA',
        'SSL certificate problem',
        'SSL CA cert',
        'SSL certificate verif',
      ],
      line: /(?<what>SSL peer certificate or SSH remote key was not OK|Problem with the SSL CA cert.{0,60}|SSL certificate problem:? ?.{0,80}|error setting certificate verify locations.{0,60}|SSL certificate verif.{0,60})/,
    },
    {
      anchors: ['certificate verify', 'CERTIFICATE_VERIFY_FAILED'],
      line: /(?<what>error setting certificate (?:verify locations|file).{0,120}|server certificate verification failed.{0,160}|CERTIFICATE_VERIFY_FAILED.{0,80}|certificate verify failed.{0,80})/,
    },
    {
      anchors: [
        'unable to get local issuer',
        'self-signed certificate',
        'self signed certificate',
        'signed by unknown authority',
        'UNABLE_TO_GET_ISSUER',
        'UNABLE_TO_VERIFY_LEAF',
        'SELF_SIGNED_CERT_IN',
        'invalid peer certificate',
      ],
      line: /(?<what>unable to get local issuer certificate|self[- ]signed certificate.{0,40}|certificate signed by unknown authority|UNABLE_TO_\w{5,40}|SELF_SIGNED_CERT_IN_CHAIN|invalid peer certificate.{0,40})/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: NIX_SSL_CERT_FILE',
      url: 'https://nix.dev/manual/nix/latest/installation/env-variables#nix_ssl_cert_file',
    },
  ],
  explain(evidence) {
    const url = urlOf(evidence);
    const what = evidence.get('what');
    const file =
      /(?:CAfile|verify file|certificate file|locations):? ?(?<file>\/\S{3,200}|(?=\s|$))/.exec(
        `${evidence.line.text} ${evidence.below(2).join(' ')}`,
      )?.groups?.['file'];
    const proxy = /self[- ]signed|issuer|unknown authority|UnknownIssuer|LEAF/i.test(what);
    return {
      culprit: `NIX_SSL_CERT_FILE${file === undefined || file === '' ? '' : ` (${file})`}${url === '' ? '' : ` for ${url}`}`,
      facts: { url: url || undefined, message: what, bundle: file },
      message: proxy
        ? 'The certificate is signed by an authority that is not in the CA bundle: a proxy between you and the server opens TLS with its own certificate, or the bundle that NIX_SSL_CERT_FILE or SSL_CERT_FILE names is incomplete.'
        : 'No usable bundle of CA certificates was found: NIX_SSL_CERT_FILE or SSL_CERT_FILE is unset, empty or names a file that is not there (a shell or container that did not source the Nix profile).',
      fixes: [
        shellFix(
          "Point Nix at the system's CA bundle (for the daemon: in its service, too).",
          'export NIX_SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt',
        ),
        shellFix(
          "If it is a fresh installation or shell, source Nix' profile script; it sets the variable.",
          '. /nix/var/nix/profiles/default/etc/profile.d/nix-daemon.sh   # single user: ~/.nix-profile/etc/profile.d/nix.sh',
        ),
        nixFix(
          'Behind a proxy that opens TLS, trust its CA certificate.',
          'security.pki.certificateFiles = [ ./proxy-ca.pem ];',
        ),
        advice('Check the clock as well: a wrong date makes every certificate invalid.'),
      ],
      verify: ['nix store ping --store https://cache.nixos.org'],
    };
  },
};
