import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isNixaiError, point, token, type PluginManifest } from '@nixai/api';
import { createHost, type OwnHost } from './host.js';
import { xdgPaths } from './paths.js';

interface Page {
  readonly text: string;
}
interface Weather {
  today(): Promise<string>;
}
const pages = point<Page>('acme.pages', { what: 'page' });
const weather = token<Weather>('acme.weather');

describe('a host with plugins', () => {
  let root: string;
  let lines: string[];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nixai-host-'));
    lines = [];
    (globalThis as Record<string, unknown>)['loadedPlugins'] = [];
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const loaded = () => (globalThis as Record<string, unknown>)['loadedPlugins'] as string[];

  /** A plugin whose register file says that it was loaded, and then does `body`. */
  function plugin(name: string, manifest: PluginManifest | undefined, body: string) {
    const folder = join(root, name);
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'register.mjs'),
      `globalThis.loadedPlugins.push('${name}');
       const point = (id) => ({ id, what: id, key: Symbol.for('nixai.point.' + id) });
       const token = (id) => ({ key: Symbol.for('nixai.service.' + id) });
       export default Object.assign(async ({ host }) => { ${body} }, { apiVersion: '1.0.0' });`,
    );
    const registers = ['register.mjs'];
    return {
      name,
      version: '1.0.0',
      root: folder,
      type: 'user',
      registers,
      commands: [],
      manifest,
    };
  }
  const hostWith = (...plugins: ReturnType<typeof plugin>[]): OwnHost =>
    createHost({
      version: '1.0.0',
      paths: xdgPaths({ HOME: root }),
      plugins,
      flags: () => ({}),
      catalog: () => [],
      commandOwner: () => undefined,
      writeError: (line) => lines.push(line),
    });
  /** The log is written behind what goes on: waits for that many lines. */
  async function said(count: number): Promise<void> {
    while (lines.length < count) await new Promise((resolve) => setImmediate(resolve));
  }
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => (isNixaiError(error) ? error.code : String(error)),
    );

  it('lets one plugin open a point, and others fill it in their order', async () => {
    const host = hostWith(
      plugin(
        'a',
        { points: ['acme.pages'] },
        `host.point(point('acme.pages')).add('one', () => ({ text: 'of a' }));`,
      ),
      plugin(
        'b',
        { points: ['acme.pages'] },
        `host.point(point('acme.pages')).add('two', () => ({ text: 'of ' + host.origin }));`,
      ),
    );
    const all = await host.point(pages).list();
    expect(all.map(({ name, origin }) => `${origin}: ${name}`)).to.deep.equal(['a: one', 'b: two']);
    expect((await host.point(pages).get('two'))?.text).to.equal('of b');
    expect(host.points().map(({ id }) => id)).to.include('acme.pages');
  });

  it('loads only who says that it gives what is asked for, and who says nothing', async () => {
    const host = hostWith(
      plugin('pages', { points: ['acme.pages'] }, ''),
      plugin('other', { points: ['acme.other'], services: ['acme.weather'] }, ''),
      plugin('silent', undefined, ''),
    );
    await host.docSources.list();
    expect(loaded()).to.deep.equal(['silent']);
    await host.point(pages).list();
    expect(loaded()).to.deep.equal(['silent', 'pages']);
    await host.optional(weather);
    expect(loaded()).to.deep.equal(['silent', 'pages', 'other']);
  });

  it('offers the service of one plugin to all, built once, and closes it before what it needs', async () => {
    const closed = ((globalThis as Record<string, unknown>)['closed'] = [] as string[]);
    const dispose = (name: string) => `{ dispose: () => { globalThis.closed.push('${name}'); } }`;
    const host = hostWith(
      plugin(
        'weather',
        { services: ['acme.weather'] },
        `host.provide(token('acme.weather'), async (own) => {
           const station = await own.service(token('acme.station'));
           return { today: async () => 'rain at ' + station.name };
         }, ${dispose('weather')});`,
      ),
      plugin(
        'station',
        { services: ['acme.station'] },
        `host.provide(token('acme.station'), () => ({ name: 'north' }), ${dispose('station')});`,
      ),
    );
    const service = await host.service(weather);
    expect(await service.today()).to.equal('rain at north');
    expect(await host.service(weather)).to.equal(service);
    await host.dispose();
    expect(closed).to.deep.equal(['weather', 'station']);
  });

  it('says so where nobody provides a service, or does without it', async () => {
    const host = hostWith();
    expect(await host.optional(weather)).to.equal(undefined);
    expect(await codeOf(host.service(weather))).to.equal('no-such-service');
  });

  it('lets a contribution read points and services that others registered after it', async () => {
    const host = hostWith(
      plugin(
        'early',
        { points: ['acme.pages'] },
        `host.point(point('acme.pages')).add('index', async () => {
           const others = await host.point(point('acme.chapters')).list();
           return { text: others.map(({ name }) => name).join() };
         });`,
      ),
      plugin(
        'late',
        { points: ['acme.chapters'] },
        `host.point(point('acme.chapters')).add('first', () => 1);`,
      ),
    );
    expect((await host.point(pages).get('index'))?.text).to.equal('first');
  });

  it('leaves out a plugin that adds to what it does not name, needs what is not there, or says nonsense', async () => {
    const host = hostWith(
      plugin(
        'undeclared',
        { points: ['acme.pages'] },
        `host.point(point('acme.secret')).add('x', () => 1);`,
      ),
      plugin('needy', { points: ['acme.pages'], needs: ['@acme/gone'] }, ''),
      plugin('odd', { points: 'acme.pages' } as never, ''),
      plugin('newer', { points: ['acme.pages'], api: '1.99' }, ''),
    );
    await host.point(pages).list();
    await said(4);
    const text = lines.join('\n');
    expect(text).to.contain('plugin undeclared is left out: undeclared adds to "acme.secret"');
    expect(text).to.contain('plugin needy is left out: needs @acme/gone, which is not installed');
    expect(text).to.contain('nixai plugins install @acme/gone');
    expect(text).to.contain('plugin odd is left out: "points" of "nixai"');
    expect(text).to.contain('plugin newer is left out: needs nixai api 1.99');
    expect(loaded()).to.deep.equal(['undeclared']);
  });

  it('keeps core services its own', async () => {
    const host = hostWith(
      plugin(
        'thief',
        { services: ['http', 'acme.weather'] },
        `host.provide(token('http'), () => ({}));`,
      ),
    );
    await host.optional(weather);
    await said(1);
    expect(lines.join()).to.contain('plugin thief is left out');
  });
});
