import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { urlOf } from '../../shared/refusedByServer.js';
import { ofAnotherTime } from './validity.js';

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
      anchors: ['certificate verify', 'CERTIFICATE_VERIFY_FAILED', 'setting certificate file'],
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
        'certificate has expired',
        'certificate is not yet valid',
        'CERT_HAS_EXPIRED',
        'CERT_NOT_YET_VALID',
      ],
      line: /(?<what>unable to get local issuer certificate|self[- ]signed certificate.{0,40}|certificate signed by unknown authority|UNABLE_TO_\w{5,40}|SELF_SIGNED_CERT_IN_CHAIN|invalid peer certificate.{0,40}|certificate has expired.{0,40}|certificate is not yet valid|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)/,
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
    const host = /^https?:\/\/(?<host>[\w.-]{1,200})/.exec(url)?.groups?.['host'];
    const time = ofAnotherTime(host, evidence);
    if (time !== undefined) return time;
    // curl's 60 is of one server's certificate; 77 is of a bundle that cannot be read.
    if (
      host !== undefined &&
      /peer certificate or SSH remote key was not OK/.test(what) &&
      !/(?:^|\.)(?:nixos\.org|github\.com|githubusercontent\.com|cachix\.org|pypi\.org|crates\.io)$/.test(
        host,
      )
    )
      return ofOneServer(host, evidence);
    const proxy = /self[-_ ]signed|issuer|unknown authority|UnknownIssuer|LEAF/i.test(what);
    return {
      culprit: `NIX_SSL_CERT_FILE${file === undefined || file === '' ? '' : ` (${file})`}${url === '' ? '' : ` for ${url}`}`,
      facts: { url: url || undefined, message: what, bundle: file },
      message: proxy
        ? 'The certificate is signed by an authority that is not in the CA bundle: a proxy between you and the server opens TLS with its own certificate, or the bundle that NIX_SSL_CERT_FILE or SSL_CERT_FILE names is incomplete.'
        : 'No usable bundle of CA certificates was found: NIX_SSL_CERT_FILE or SSL_CERT_FILE is unset, empty or names a file that is not there (a shell or container that did not source the Nix profile).',
      fixes: fixesFor(proxy, evidence),
      verify: ['nix store ping --store https://cache.nixos.org'],
    };
  },
};

function fixesFor(proxy: boolean, { context }: Evidence): readonly DiagnosisFix[] {
  const darwin = context.platform === 'darwin';
  const bundle = darwin
    ? '/nix/var/nix/profiles/default/etc/ssl/certs/ca-bundle.crt'
    : '/etc/ssl/certs/ca-certificates.crt';
  const point = shellFix(
    'Point Nix at a CA bundle that is there (for the daemon: in its service, too).',
    `export NIX_SSL_CERT_FILE=${bundle}`,
  );
  const trust = nixFix(
    'Trust the CA certificate of the proxy: put the file beside the configuration.',
    'security.pki.certificateFiles = [ ./YOUR_CA.pem ];',
    {
      risk: 'security',
      fill: { YOUR_CA: "the proxy's CA certificate, from its administrators" },
      holds: { platforms: ['nixos', 'darwin', 'unknown'] },
    },
  );
  const append = shellFix(
    'Where no configuration manages the machine: a bundle with the CA of the proxy, for Nix and its daemon.',
    `cat ${bundle} YOUR_CA.pem | sudo tee /etc/nix/ca-bundle.pem > /dev/null && export NIX_SSL_CERT_FILE=/etc/nix/ca-bundle.pem`,
    { risk: 'security', fill: { YOUR_CA: "the proxy's CA certificate, from its administrators" } },
  );
  const profile = shellFix(
    "In a fresh shell or container, source Nix' profile script: it sets the variable.",
    '. /nix/var/nix/profiles/default/etc/profile.d/nix-daemon.sh',
  );
  const clock = advice('Check the clock as well: a wrong date makes every certificate invalid.');
  return proxy
    ? context.platform === 'linux' || context.ci
      ? [append, trust, point, clock]
      : [trust, append, point, clock]
    : [point, profile, clock];
}

/** A server that few use: its own certificate is a likelier fault than the bundle of this machine. */
function ofOneServer(host: string, evidence: Evidence): Diagnosis {
  const proxy = /self[-_ ]signed|issuer/i.test(evidence.line.text);
  const cache = /nix-cache-info|\.narinfo/.test(evidence.line.text);
  const look = shellFix(
    `See whose certificate ${host} shows, and until when. Of another name: the address is misspelled or moved. Run out: that is for its administrators. Of your company: a proxy opens TLS.`,
    `openssl s_client -connect ${host}:443 -servername ${host} < /dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates`,
  );
  const leave = nixFix(
    'A cache that you do not need can be left out meanwhile: take its address out, here or where it is set.',
    'nix.settings.substituters = lib.mkForce [ "https://cache.nixos.org" ];',
  );
  return {
    culprit: `the certificate of ${host}`,
    facts: { host },
    message: `The certificate that ${host} shows is not accepted: it is of another name, has run out, or is of an authority that this machine does not know.`,
    fixes: [look, ...(cache ? [leave] : []), ...fixesFor(proxy, evidence)],
    verify: [`nix store ping --store https://${host}`],
  };
}
