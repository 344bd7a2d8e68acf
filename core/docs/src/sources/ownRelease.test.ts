import { expect } from 'chai';
import { parseOptionFile } from './format/optionFile.js';
import { ownRelease, setDate } from './ownRelease.js';

const options = (name: string, option: Record<string, unknown>) =>
  parseOptionFile({ [name]: { description: '', type: 'string', ...option } });
const literal = (text: string) => ({ _type: 'literalExpression', text });

describe('the release that an option set says it is of', () => {
  it('is what its version module says, in each of the sets', () => {
    const nixos = options('system.nixos.release', { default: literal('"25.05"') });
    const darwin = options('system.darwinRelease', { default: literal('"26.11"') });
    const home = options('home.stateVersion', { type: 'one of "18.09", "25.11", "26.05"' });
    expect(ownRelease('nixos', nixos)).to.equal('25.05');
    expect(ownRelease('nix-darwin', darwin)).to.equal('26.11');
    expect(ownRelease('home-manager', home)).to.equal('26.05');
  });

  it('is not known of a part of a set', () => {
    expect(ownRelease('nixos', options('services.nginx.enable', {}))).to.equal(undefined);
  });
});

describe('when an option set was made', () => {
  it('is no later than the end of its release, whenever its file was written', () => {
    expect(setDate('2026-11-29T10:00:00.000Z', 'nixos-25.05')).to.deep.equal({
      date: '2025-12-31T00:00:00.000Z',
      isLatest: true,
    });
  });

  it('is what the file says where that can be', () => {
    const written = '2025-06-01T10:00:00.000Z';
    expect(setDate(written, 'nixos-25.05')).to.deep.equal({ date: written });
    expect(setDate(written, undefined)).to.deep.equal({ date: written });
  });
});
