import { expect } from 'chai';
import { isNixaiError } from '@nixai/api';
import { createRegistry } from './registry.js';

const nothing = async (): Promise<void> => {};

describe('registry', () => {
  it('builds a contribution once, and only when it is asked for', async () => {
    let built = 0;
    const registry = createRegistry<number>('thing', { ready: nothing });
    registry.add('one', () => ++built);
    expect(built).to.equal(0);
    expect(await registry.get('one')).to.equal(1);
    expect(await registry.get('one')).to.equal(1);
  });

  it('refuses a second of the same name and says who came first', async () => {
    const registry = createRegistry<number>('doc source', { ready: nothing });
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
    const registry = createRegistry<number>('thing', {
      ready: async () => {
        registry.add('late', () => 7);
        registered = true;
      },
    });
    expect((await registry.list()).map(({ name }) => name)).to.deep.equal(['late']);
    expect(registered).to.equal(true);
  });

  it('makes every reader wait, also those that come while plugins are being registered', async () => {
    let finish = (): void => {};
    const registering = new Promise<void>((resolve) => (finish = resolve));
    const registry = createRegistry<number>('thing', { ready: () => registering });
    const first = registry.list();
    const second = registry.list();
    registry.as('@acme/late').add('late', () => 1);
    finish();
    for (const names of [await first, await second])
      expect(names.map(({ name }) => name)).to.deep.equal(['late']);
  });

  it('lists what plugins gave in their order, whichever was registered first', async () => {
    const ranks = ['nixai', 'a', 'b'];
    const left: string[] = [];
    const registry = createRegistry<string>('page', {
      ready: nothing,
      rankOf: (origin) => ranks.indexOf(origin),
      onLeftOut: (origin, why) => left.push(`${origin}: ${why}`),
    });
    registry.as('b').add('second', () => 'b');
    registry.as('b').add('same', () => 'b');
    registry.as('a').add('first', () => 'a');
    registry.as('a').add('same', () => 'a');
    const names = (await registry.list()).map(({ name, origin }) => `${origin} ${name}`);
    expect(names).to.deep.equal(['a first', 'a same', 'b second']);
    expect(left).to.have.lengthOf(1);
    expect(left[0]).to.contain('b: the page "same" of b is left out');
  });

  it('gives back what its owner takes away, and nobody else', async () => {
    const closed: number[] = [];
    const registry = createRegistry<number>('thing', { ready: nothing });
    const own = registry.as('@acme/own');
    own.add('built', () => 1, { dispose: (value) => void closed.push(value) });
    own.add('never built', () => 2, { dispose: (value) => void closed.push(value) });
    await registry.get('built');
    const refused = await registry
      .as('@other/plugin')
      .remove('built')
      .catch((error: unknown) => error);
    expect(isNixaiError(refused) && refused.code).to.equal('not-yours');
    expect(await own.remove('built')).to.equal(true);
    expect(await own.remove('never built')).to.equal(true);
    expect(await own.remove('built')).to.equal(false);
    expect(closed).to.deep.equal([1]);
    own.add('built', () => 3);
    expect(await registry.get('built')).to.equal(3);
  });

  it('closes a value before what it was built from', async () => {
    const closed: string[] = [];
    const registry = createRegistry<string>('thing', { ready: nothing });
    const dispose = (value: string) => void closed.push(value);
    registry.add('upper', async () => `upper of ${await registry.get('lower')}`, { dispose });
    registry.add('lower', () => 'lower', { dispose });
    await registry.get('upper');
    await registry.dispose();
    await registry.dispose();
    expect(closed).to.deep.equal(['upper of lower', 'lower']);
  });

  it('closes all others where one cannot be closed, and says whose it is', async () => {
    const closed: string[] = [];
    const told: string[] = [];
    const warn = (message: string) => void told.push(message);
    const own = createRegistry<string>('doc source', { ready: nothing, warn });
    const dispose = (value: string) => {
      if (value === 'jammed') throw new Error('disk full');
      closed.push(value);
    };
    for (const name of ['first', 'jammed', 'last']) {
      own.as('acme').add(name, () => name, { dispose });
      await own.get(name);
    }
    await own.dispose();
    expect(closed).to.deep.equal(['last', 'first']);
    expect(told).to.deep.equal(['the doc source "jammed" of acme could not be closed: disk full']);
  });

  it('does not make a plugin wait for itself', async () => {
    const registry = createRegistry<number>('thing', { ready: () => new Promise(() => {}) });
    expect(await registry.as('@acme/reader', () => true).list()).to.deep.equal([]);
  });
});
