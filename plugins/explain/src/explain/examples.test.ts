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

describe('the example of an option that has none', () => {
  const codes = (fallback: string) =>
    examplesOf({ ...option(fallback), type: 'string' }, []).map(({ code }) => code);

  it('is its default, where that stands for itself', () => {
    for (const fallback of ['"nginx"', '8080', 'pkgs.nginxStable', '[ "a" "b" ]'])
      expect(codes(fallback)).to.deep.equal([`networking.firewall.enable = ${fallback};`]);
  });

  it('is none where the default is empty, prose, or made of other options', () => {
    for (const fallback of ['null', '{ }', '""', 'the name of the host', 'config.a.b', '"${x}"'])
      expect(codes(fallback), fallback).to.deep.equal([]);
  });
});
