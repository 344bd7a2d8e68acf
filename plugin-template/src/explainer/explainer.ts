import type { Explainer } from '@nixai/api';

const refused = /acme-vpn: (?:error: )?certificate (?:has )?expired/i;

/** What `nixai ask` says of a message of the house's own programs. */
export const explainer: Explainer = {
  explain(text) {
    if (!refused.test(text)) return Promise.resolve(undefined);
    return Promise.resolve({
      title: 'The certificate of the VPN is out of date',
      message: 'It is valid for a year, and nobody renews it by itself.',
      steps: [{ title: 'Get a new one', code: 'acme-vpn renew', language: 'sh', risk: 'none' }],
      more: 'journalctl -u acme-vpn',
    });
  },
};
