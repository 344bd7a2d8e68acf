import { expect } from 'chai';
import type { StoreDerivation } from '@nixai/api';
import { compared } from './reasons.js';

/** Derivations by what they need: `app: 'lib'`; each has a path of its own time. */
function at(
  time: string,
  needs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
  hashes: Readonly<Record<string, string>> = {},
): StoreDerivation[] {
  const path = (name: string): string => `/nix/store/${time.repeat(32)}-${name}.drv`;
  return Object.entries(needs).map(([name, all]) => ({
    ...{ path: path(name), name, system: 'x', builder: 'b', args: [], sources: [] },
    env: env[name] ?? {},
    outputs: { out: { path: path(name), ...(name in hashes && { hash: hashes[name] }) } },
    needs: Object.fromEntries(
      all
        .split(' ')
        .filter((one) => one !== '')
        .map((one) => [path(one), ['out']]),
    ),
  }));
}

describe('why a derivation is another one', () => {
  const needs = { top: 'app other', app: 'lib', other: 'lib', lib: 'deep', deep: '' };

  it('is what differs by itself, and how many it passes that on to', () => {
    const { differing, causes } = compared(
      at('a', needs, { lib: { flags: '1' }, other: { x: 'y' } }),
      at('b', needs, { lib: { flags: '2' }, other: { x: 'z' } }),
    );
    expect(differing).to.equal(5);
    expect(causes.map(({ name, above, chain }) => [name, above, chain])).to.deep.equal([
      ['lib', 3, ['top', 'app', 'lib']],
      ['other', 1, ['top', 'other']],
    ]);
    expect(causes[0]?.attributes).to.deep.equal([{ name: 'flags', before: '1', after: '2' }]);
  });

  it('is an input that is new, and not what is below a download', () => {
    const { causes } = compared(
      at('a', { top: 'src', src: 'curl', curl: '' }, { curl: { v: '1' } }, { src: '00' }),
      at(
        'b',
        { top: 'src jq', src: 'curl', jq: '', curl: '' },
        { curl: { v: '2' } },
        { src: '11' },
      ),
    );
    expect(causes.map(({ name }) => name)).to.deep.equal(['src', 'top']);
    expect(causes[1]?.inputs.map(({ name }) => name)).to.deep.equal(['jq.drv']);
  });

  it('is nothing where the outputs are the same', () => {
    const same = at('a', needs);
    const other = same.map((drv) => ({ ...drv, path: drv.path.replace('aaa', 'bbb') }));
    expect(compared(same, other)).to.deep.equal({ differing: 0, causes: [], left: 0 });
  });
});
