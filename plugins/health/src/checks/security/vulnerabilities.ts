import type { HealthCheck } from '@nixai/api';
import { plural, recordsOf, textIn } from '../../machine/fields.js';
import { cutShort } from '../../machine/unknown.js';

const deadline = 120_000;

export const vulnerabilities: HealthCheck = {
  id: 'security.cve',
  title: 'Known holes',
  group: 'security',
  about:
    'vulnix, where it is installed: packages of the running system for which a CVE is known. It asks NIST over the network, and tells false ones too. nixai has no list of its own.',
  only: 'production',
  needs: ['running', 'nix', 'network'],
  deadline,
  levels: { minor: 'vulnix names packages' },
  async run(machine) {
    const { stdout, code, stderr } = await machine.run(['vulnix', '--system', '--json'], {
      timeout: deadline,
    });
    const said = parse(stdout);
    if (!Array.isArray(said)) throw cutShort('vulnix', stderr);
    const found = recordsOf(said, 'vulnix').map((one) => textIn(one, 'name'));
    if (found.length > 0)
      return [
        {
          status: 'minor',
          summary: `${plural(found.length, 'package')} with a known CVE`,
          value: found.length,
          unit: '',
          evidence: found.slice(0, 8),
          fix: { title: 'See which', code: 'vulnix --system', language: 'sh' },
        },
      ];
    if (code === 0) return [{ status: 'ok', summary: 'vulnix names none', value: 0, unit: '' }];
    throw cutShort('vulnix', stderr);
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
