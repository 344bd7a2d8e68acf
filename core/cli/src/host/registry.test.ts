import { expect } from 'chai';
import { isNixaiError } from '@nixai/api';
import { createRegistry } from './registry.js';

const nothing = async (): Promise<void> => {};

describe('registry', () => {
  it('builds a contribution once, and only when it is asked for', async () => {
    let built = 0;
    const registry = createRegistry<number>('thing', nothing);
    registry.add('one', () => ++built);
    expect(built).to.equal(0);
    expect(await registry.get('one')).to.equal(1);
    expect(await registry.get('one')).to.equal(1);
  });

  it('refuses a second of the same name and says who came first', async () => {
    const registry = createRegistry<number>('doc source', nothing);
    registry.as('@acme/wiki').add('wiki', () => 1);
    try {
      registry.as('@other/wiki').add('wiki', () => 2);
      expect.fail('the duplicate was taken');
    } catch (error) {
      if (!isNixaiError(error)) throw error;
      expect(error.code).to.equal('duplicate-name');
      expect(error.message).to.contain('@acme/wiki').and.to.contain('@other/wiki');
    }
    expect(await registry.origin('wiki')).to.equal('@acme/wiki');
    expect(await registry.get('wiki')).to.equal(1);
  });

  it('waits for the plugins before it is read', async () => {
    let registered = false;
    const registry = createRegistry<number>('thing', async () => {
      registry.add('late', () => 7);
      registered = true;
    });
    expect((await registry.list()).map(({ name }) => name)).to.deep.equal(['late']);
    expect(registered).to.equal(true);
  });

  it('makes every reader wait, also those that come while plugins are being registered', async () => {
    let finish = (): void => {};
    const registering = new Promise<void>((resolve) => (finish = resolve));
    const registry = createRegistry<number>('thing', () => registering);
    const first = registry.list();
    const second = registry.list();
    registry.as('@acme/late').add('late', () => 1);
    finish();
    for (const names of [await first, await second])
      expect(names.map(({ name }) => name)).to.deep.equal(['late']);
  });

  it('does not make a plugin wait for itself', async () => {
    const registry = createRegistry<number>('thing', () => new Promise(() => {}));
    expect(await registry.as('@acme/reader').list()).to.deep.equal([]);
  });
});
