import { expect } from 'chai';
import { createTestHost } from '@nixai/api/testing';
import { catalogOfEntries } from '@nixai/docs';
import { createChecker } from './check.js';

describe('a file with very many definitions', () => {
  it('lets others have their turn while it is looked through', async () => {
    let turns = 0;
    const seen: number[] = [];
    const catalog = catalogOfEntries([{ name: 'a.b', type: 'integer' }]);
    const match: typeof catalog.match = (path) => {
      seen.push(turns);
      const end = performance.now() + 1;
      while (performance.now() < end);
      return catalog.match(path);
    };
    const engine = {
      catalog: async (set: string) => (set === 'nixos' ? { ...catalog, set, match } : undefined),
      optionSetDescription: async () => ({ text: '', complete: true }),
      package: async () => undefined,
      which: async () => undefined,
    };
    const host = createTestHost({ otherServices: { service: async () => engine as never } });
    const text = `{ ${Array.from({ length: 300 }, (_, at) => `x${at}.y = 1;`).join('\n')} }`;
    const turn = () => {
      turns++;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    await createChecker(host).check({ name: 'a.nix', text });
    clearImmediate(next);
    expect(Math.max(...seen) - Math.min(...seen)).to.be.greaterThan(4);
  });
});
