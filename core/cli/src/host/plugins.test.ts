import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Host } from '@nixai/api';
import { refuseApi, registerPlugins, type InstalledPlugin } from './plugins.js';

describe('registering plugins', () => {
  let root: string;
  const warnings: string[] = [];
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nixai-plugins-'));
    warnings.length = 0;
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const added: string[] = [];
  const hostFor = ({ name: origin }: InstalledPlugin) => ({
    host: {
      providers: { add: (name: string) => added.push(`${origin}:${name}`) },
    } as unknown as Host,
    registered: () => {},
  });
  const register = (file: string) =>
    registerPlugins(
      [
        {
          name: '@acme/wiki',
          version: '1.2.3',
          root,
          type: 'user',
          registers: [file],
          commands: [],
        },
      ],
      hostFor,
      (message) => warnings.push(message),
    );

  it('hands a plugin the host under its own name, from an ES module', async () => {
    writeFileSync(
      join(root, 'register.mjs'),
      `export default Object.assign(({ host }) => host.providers.add('esm'), { apiVersion: '1.0.0' })`,
    );
    const [outcome] = await register('register.mjs');
    expect(outcome?.problem).to.equal(undefined);
    expect(outcome?.apiVersion).to.equal('1.0.0');
    expect(added).to.include('@acme/wiki:esm');
  });

  it('and from CommonJS', async () => {
    writeFileSync(
      join(root, 'register.cjs'),
      `exports.__esModule = true; exports.default = Object.assign(({ host }) => host.providers.add('cjs'), { apiVersion: '1.0.0' })`,
    );
    await register('register.cjs');
    expect(added).to.include('@acme/wiki:cjs');
  });

  it('names a plugin that throws, and goes on', async () => {
    writeFileSync(
      join(root, 'bad.mjs'),
      `export default Object.assign(() => { throw new Error('no such table') }, { apiVersion: '1.0.0' })`,
    );
    const [outcome] = await register('bad.mjs');
    expect(outcome?.problem).to.equal('no such table');
    expect(warnings.join()).to.contain('@acme/wiki').and.to.contain('no such table');
  });

  it('does not run a plugin of another api version', async () => {
    writeFileSync(
      join(root, 'new.mjs'),
      `export default Object.assign(() => { throw new Error('was run') }, { apiVersion: '2.0.0' })`,
    );
    const [outcome] = await register('new.mjs');
    expect(outcome?.problem).to.contain('needs nixai api 2, this nixai has 1');
  });
});

describe('registering several plugins', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'nixai-plugins-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const registered: string[] = [];
  const hostFor = ({ name }: InstalledPlugin) => ({
    host: { log: { info: () => registered.push(name) } } as unknown as Host,
    registered: () => {},
  });
  const plugin = (name: string, before = '') => {
    const definition = `Object.assign(({ host }) => host.log.info(''), { apiVersion: '1.0.0' })`;
    writeFileSync(join(root, `${name}.mjs`), `${before}\nexport default ${definition};`);
    const registers = [`${name}.mjs`];
    return { name, version: '1.0.0', root, type: 'user', registers, commands: [] };
  };

  it('keeps their order, whichever is loaded first', async () => {
    const slow = plugin('slow', 'await new Promise((resolve) => setTimeout(resolve, 50));');
    const broken = plugin('broken', "throw new Error('no such table');");
    const warnings: string[] = [];
    const outcomes = await registerPlugins([slow, broken, plugin('quick')], hostFor, (message) =>
      warnings.push(message),
    );
    expect(registered).to.deep.equal(['slow', 'quick']);
    expect(outcomes.map(({ problem }) => problem)).to.deep.equal([
      undefined,
      'no such table',
      undefined,
    ]);
    expect(warnings).to.have.lengthOf(1);
  });

  it('loads nothing of one that the policy refuses', async () => {
    const sentinel = join(root, 'loaded');
    const refused = {
      ...plugin(
        'refused',
        `import { writeFileSync } from 'node:fs'; writeFileSync('${sentinel}', '');`,
      ),
      refused: { why: 'not allowed' },
    };
    const [outcome] = await registerPlugins([refused], hostFor, () => {});
    expect(outcome?.problem).to.equal('not allowed');
    expect(existsSync(sentinel)).to.equal(false);
  });
});

describe('refuseApi', () => {
  it('takes the same major, up to our minor', () => {
    expect(refuseApi('1.0.0', '1.4.0')).to.equal(undefined);
    expect(refuseApi('1.4.9', '1.4.0')).to.equal(undefined);
  });

  it('says what to update', () => {
    expect(refuseApi('1.5.0', '1.4.0')).to.contain('1.5').and.to.contain('nixai@latest');
    expect(refuseApi('2.0.0', '1.4.0')).to.contain('nixai@latest');
    expect(refuseApi('0.9.0', '1.4.0')).to.contain('nixai plugins update');
    expect(refuseApi(undefined)).to.contain('definePlugin');
  });
});
