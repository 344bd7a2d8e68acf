import type { CheckRule } from '@nixai/api';
import { is, hasText } from '../conditions.js';

export const zramBehindZswap: CheckRule = {
  id: 'zram-behind-zswap',
  severity: 'note',
  set: 'nixos',
  options: ['zramSwap.enable'],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    configuration
      .definitions('boot.kernelParams')
      .some((one) => !one.conditional && hasText(/^zswap\.enabled=(?:1|Y|y)$/)(one)),
  message: 'memory is compressed twice: zswap stands in front of zram',
  why: 'zswap takes the pages first, so that zram sees only what cannot be compressed.',
  fix: 'Keep one: delete zswap.enabled=1, or zramSwap.enable.',
  docs: 'https://docs.kernel.org/admin-guide/mm/zswap.html',
  samples: {
    fires: [{ 'zramSwap.enable': true, 'boot.kernelParams': ['zswap.enabled=1'] }],
    quiet: [{ 'zramSwap.enable': true, 'boot.kernelParams': ['zswap.enabled=0'] }],
  },
};
