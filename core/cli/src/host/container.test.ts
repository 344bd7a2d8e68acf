import { expect } from 'chai';
import { createTestHost, type TestHost } from '@nixai/api/testing';
import {
  http,
  redactor,
  token,
  type HostWith,
  type HttpClient,
  type Redactor,
  type Token,
} from '@nixai/api';
import { createScope } from './container.js';
import { coreServices, service, type Life, type ServiceSpec } from './services.js';

interface Part {
  readonly name: string;
  readonly uses: readonly Part[];
}

describe('the container', () => {
  const tokens = {
    wire: token<Part>('test.wire'),
    index: token<Part>('test.index'),
    engine: token<Part>('test.engine'),
  };
  let host: TestHost;
  let made: string[];
  let closed: string[];
  beforeEach(() => {
    made = [];
    closed = [];
  });

  /** A service that asks for what it says it needs, and records its ends. */
  function part(own: Token<Part>, life: Life, needs: readonly Token<Part>[], asks = needs) {
    const name = own.key.description!.replace('nixai.service.test.', '');
    const create = async (host: HostWith<Part>): Promise<Part> => {
      const uses = await Promise.all(asks.map((one) => host.service(one)));
      made.push(name);
      return { name, uses };
    };
    return service(own, life, needs, create, async () => void closed.push(name));
  }
  const scopeOf = (...specs: ServiceSpec[]) => createScope((host = createTestHost()), specs);
  const usual = () =>
    scopeOf(
      part(tokens.engine, 'run', [tokens.index]),
      part(tokens.index, 'session', [tokens.wire]),
      part(tokens.wire, 'session', []),
    );

  it('makes a service of the session once for all runs, and one of a run for each', async () => {
    const session = usual();
    const [first, second] = [session.forRun(createTestHost()), session.forRun(createTestHost())];
    const engines = [
      await first.get(tokens.engine),
      await first.get(tokens.engine),
      await second.get(tokens.engine),
    ];
    expect(engines[0]).to.equal(engines[1]);
    expect(engines[0]).not.to.equal(engines[2]);
    expect(engines[0]?.uses[0]).to.equal(engines[2]?.uses[0]);
    expect(made).to.deep.equal(['wire', 'index', 'engine', 'engine']);
  });

  it('closes the last first, and with a run only what is its own', async () => {
    const session = usual();
    const run = session.forRun(createTestHost());
    await run.get(tokens.engine);
    await run.dispose();
    expect(closed).to.deep.equal(['engine']);
    expect((await session.get(tokens.index)).name, 'outlives the run').to.equal('index');
    await session.dispose();
    expect(closed).to.deep.equal(['engine', 'index', 'wire']);
    const late = await session.get(tokens.index).catch((error: unknown) => error);
    expect(late).to.be.instanceOf(Error);
  });

  it('waits for what is being made, and leaves out what could not be', async () => {
    const broken = service(tokens.wire, 'session', [], async () => {
      throw new Error('no wire');
    });
    const session = scopeOf(broken, part(tokens.index, 'session', []));
    const failed = session.get(tokens.wire).catch((error: Error) => error.message);
    const index = session.get(tokens.index);
    await session.dispose();
    expect(await failed).to.equal('no wire');
    expect((await index).name).to.equal('index');
    expect(closed).to.deep.equal(['index']);
  });

  it('gives a service what it says it needs, and nothing else', async () => {
    const session = scopeOf(
      part(tokens.index, 'session', [], [tokens.wire]),
      part(tokens.wire, 'session', []),
    );
    const refused = await session.get(tokens.index).catch((error: Error) => error.message);
    expect(refused).to.contain('test.index does not say that it needs test.wire');
  });

  it('is not compiled with a service that asks for what it does not say it needs', () => {
    service(redactor, 'run', [redactor], (host) => host.service(redactor));
    // @ts-expect-error -- it says that it needs a redactor, and asks for the network
    service(http, 'run', [redactor], (host) => host.service(http));
    // @ts-expect-error -- it says that it needs nothing
    service(redactor, 'run', [], (host) => host.service(redactor));
    const needsBoth = (host: HostWith<Redactor | HttpClient>) => host.service(http);
    // @ts-expect-error -- what it calls needs more than it says
    service(http, 'run', [redactor], (host) => needsBoth(host));
  });

  it('closes all others where one cannot be closed, and says which', async () => {
    const session = scopeOf(
      part(tokens.wire, 'session', []),
      service(
        tokens.index,
        'session',
        [tokens.wire],
        async (host) => ({ name: 'index', uses: [await host.service(tokens.wire)] }),
        async () => {
          throw new Error('disk full');
        },
      ),
      part(tokens.engine, 'session', [tokens.index]),
    );
    await session.get(tokens.engine);
    await session.dispose();
    expect(closed).to.deep.equal(['engine', 'wire']);
    expect(host.logged).to.deep.equal([
      'warn: the service test.index could not be closed: disk full',
    ]);
  });

  describe('of core', () => {
    const specs = new Map(coreServices.map((spec) => [spec.key, spec]));
    const needsOf = ({ needs }: ServiceSpec) =>
      needs.map(({ key }) => specs.get(key) ?? expect.fail(String(key)));

    it('has no circle, and nothing that outlives what it was made from', () => {
      function walk(spec: ServiceSpec, path: readonly ServiceSpec[]): void {
        expect(path, String(spec.key)).not.to.include(spec);
        for (const needed of needsOf(spec)) {
          if (spec.life === 'session') expect(needed.life, String(needed.key)).to.equal('session');
          walk(needed, [...path, spec]);
        }
      }
      for (const spec of coreServices) walk(spec, []);
    });
  });
});
