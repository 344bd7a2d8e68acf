import { expect } from 'chai';
import type { OptionDoc } from '@nixai/api';
import { examplesOf } from './examples.js';

const option = (fallback: string): OptionDoc => ({
  name: 'networking.firewall.enable',
  set: 'nixos',
  type: 'boolean',
  default: fallback,
  description: '',
  declarations: [],
  readOnly: false,
  citation: { source: 'file', title: 'NixOS option networking.firewall.enable' },
});

describe('the example of a switch', () => {
  it('turns it to where it is not, and says which way that is', () => {
    const shown = (fallback: string) =>
      examplesOf(option(fallback), []).map(({ title, code }) => [title, code]);
    expect(shown('true')).to.deep.equal([['switch it off', 'networking.firewall.enable = false;']]);
    expect(shown('false')).to.deep.equal([['switch it on', 'networking.firewall.enable = true;']]);
  });
});
