import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** A certificate is not given: the name does not lead here, or too many were asked for. */
export const acmeOrder: DiagnosisRule = {
  id: 'runtime/acme',
  class: 'acme-order',
  phase: 'runtime',
  title: 'Certificate is not issued',
  components: ['services', 'networking', 'security'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['acme: error', 'acme:error', 'urn:ietf:params:acme'],
      line: /(?:\[(?<domain>[\w.*-]{3,200})\] )?.{0,200}acme: ?error: (?<status>\d{3}) :: .{0,200}?urn:ietf:params:acme:error:(?<kind>\w{3,40})(?<why>.{0,400})/,
    },
    {
      anchors: ['Could not obtain certificates', 'Could not renew the certificate'],
      line: /Could not (?:obtain certificates|renew the certificate)(?<why>.{0,300})/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: SSL/TLS certificates with ACME',
      url: 'https://nixos.org/manual/nixos/stable/#module-security-acme',
    },
  ],
  explain(evidence) {
    const domain =
      /\[(?<domain>[\w.*-]{3,200}\.[a-z]{2,20})\]/.exec(evidence.line.text)?.groups?.['domain'] ||
      evidence.get('domain') ||
      (
        evidence.before(/\[(?<domain>[\w.*-]{3,200}\.[a-z]{2,20})\]/, 12) ??
        evidence.after(/\[(?<domain>[\w.*-]{3,200}\.[a-z]{2,20})\]/, 6)
      )?.groups?.['domain'] ||
      (/acme-(?:order-renew-)?(?<domain>[\w.-]{3,200})(?:\.service)?/.exec(
        evidence.line.source ?? '',
      )?.groups?.['domain'] ??
        '');
    const kind = evidence.get('kind');
    if (kind === '' && evidence.all(/urn:ietf:params:acme:error/)[0] !== undefined)
      return undefined;
    const limited = kind === 'rateLimited';
    const name = /^[\w.-]+$/.test(domain) ? domain : 'YOUR_DOMAIN';
    const fill =
      name === 'YOUR_DOMAIN'
        ? { fill: { YOUR_DOMAIN: 'the name that the certificate is for' } }
        : {};
    return {
      culprit: `${domain === '' ? 'the certificate' : domain}${kind === '' ? '' : ` (${kind})`}`,
      facts: { domain: domain || undefined, error: kind || undefined },
      message: limited
        ? `Let's Encrypt gives no more certificates for ${domain === '' ? 'this name' : domain} for now: too many were asked for.`
        : `The certificate authority could not convince itself that ${domain === '' ? 'the name' : domain} is yours${kind === '' ? '' : ` (${kind})`}: its DNS does not lead to this machine, port 80 is closed on the way, or the DNS challenge failed.`,
      fixes: limited
        ? [
            advice(
              "Wait until the time that the message names, and try with the authority's test server until it works.",
            ),
            nixFix(
              'The test server (its certificates are not trusted by browsers).',
              'security.acme.defaults.server = "https://acme-staging-v02.api.letsencrypt.org/directory";',
              'restart',
            ),
          ]
        : [
            shellFix(
              'See where the name leads, from outside, and whether port 80 answers there.',
              `getent ahosts ${name}; curl -sI http://${name}/.well-known/acme-challenge/test`,
              fill,
            ),
            nixFix(
              'Open the ports, if that is it.',
              'networking.firewall.allowedTCPPorts = [ 80 443 ];',
              'security',
            ),
          ],
      verify: ["systemctl list-units 'acme-*' --all"],
    };
  },
};
