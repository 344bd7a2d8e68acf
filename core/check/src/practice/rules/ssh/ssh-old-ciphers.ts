import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { optionPage } from '../links.js';
import { settings } from './shared.js';

export const sshOldCiphers: CheckRule = {
  id: 'ssh-old-ciphers',
  severity: 'warning',
  set: 'nixos',
  options: ['Ciphers', 'Macs', 'KexAlgorithms'].map((name) => `${settings}.${name}`),
  applies: hasText(
    /^(?:(?:3des|blowfish|cast128)-cbc|arcfour.*|hmac-(?:md5|sha1-96).*|diffie-hellman-group(?:1|14|-exchange)-sha1)$/,
  ),
  message: 'SSH accepts an algorithm that is broken',
  why: 'Whoever stands on the way may read or change what is sent with it.',
  fix: 'Delete the list: what NixOS sets is sound, or take the one name out.',
  docs: optionPage(`${settings}.Ciphers`),
  samples: {
    fires: [{ [`${settings}.Ciphers`]: ['aes256-gcm@openssh.com', '3des-cbc'] }],
    quiet: [{ [`${settings}.Ciphers`]: ['aes256-gcm@openssh.com'] }],
  },
};
