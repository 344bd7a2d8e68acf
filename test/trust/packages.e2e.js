// What nixai is made of: every package of the lock under a hash, none that runs a script when it is
// installed, a bill of materials that names them all, and an audit that never passes unasked.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from '../support/packed.js';

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

describe('the packages that nixai is made of', function () {
  this.timeout(300_000);
  const packages = Object.entries(read('package-lock.json').packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && link !== true,
  );
  const shipped = packages.filter(
    ([, { dev, devOptional }]) => dev !== true && devOptional !== true,
  );
  const nameOf = ([path, { name }]) => name ?? path.replace(/^.*node_modules\//, '');

  it('are locked by their SHA-512, each that is fetched', () => {
    const open = packages.filter(
      ([, { integrity, inBundle }]) => inBundle !== true && !integrity?.startsWith('sha512-'),
    );
    expect(open.map(nameOf)).to.deep.equal([]);
  });

  it('run nothing when they are installed, those that are shipped, and yarn is not among them', () => {
    const running = shipped.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(running.map(nameOf)).to.deep.equal([]);
    expect(packages.map(nameOf)).not.to.include('yarn');
    const ours = ['core', 'plugins'].flatMap((group) =>
      readdirSync(join(root, group)).map((name) => read(join(group, name, 'package.json'))),
    );
    const hooks = ours.flatMap(({ scripts = {} }) =>
      Object.keys(scripts).filter((one) => /^((pre|post)?install|prepare)$/.test(one)),
    );
    expect(hooks).to.deep.equal([]);
  });

  it('stand in the bill of materials, each with its version and licence', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nixai-sbom-'));
    try {
      const file = join(folder, 'sbom.cdx.json');
      const argv = [join(root, 'scripts/supply/sbom.js'), file];
      const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
      expect(status, stderr).to.equal(0);
      const text = readFileSync(file, 'utf8');
      const { bomFormat, specVersion, components } = JSON.parse(text);
      expect([bomFormat, specVersion]).to.deep.equal(['CycloneDX', '1.5']);
      const named = new Set(components.map(({ purl }) => decodeURIComponent(purl)));
      const missing = shipped.filter(
        (one) => !named.has(`pkg:npm/${nameOf(one)}@${one[1].version}`),
      );
      expect(missing.map(nameOf)).to.deep.equal([]);
      for (const name of ['nixai', '@nixai/api', '@nixai/check', '@nixai/plugin-diagnose'])
        expect(
          [...named].some((one) => one.startsWith(`pkg:npm/${name}@`)),
          name,
        ).to.equal(true);
      const unlicensed = components.filter(({ licenses }) => licenses === undefined);
      // Their package.json have the old form, which npm does not read: Apache 2.0 and MIT.
      expect(unlicensed.map(({ name }) => name).sort()).to.deep.equal(['qrcode-terminal', 'ssh2']);
      expect(text).not.to.contain(root);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  describe('are audited', () => {
    let ids = 0;
    const advisory = (severity) => ({
      // npm keeps what it made of one.
      id: ++ids,
      url: 'https://example.org/advisory',
      title: 'a fault',
      severity,
      vulnerable_versions: '*',
      cwe: [],
      cvss: { score: 0, vectorString: null },
    });
    const cache = mkdtempSync(join(tmpdir(), 'nixai-audit-'));
    after(() => rmSync(cache, { recursive: true, force: true }));
    const known = { minimist: [advisory('critical')] };

    const document = (path) => {
      const name = decodeURIComponent(path.slice(1));
      const versions = { '0.0.8': { name, version: '0.0.8' }, '2.9.1': { name, version: '2.9.1' } };
      return { name, versions, 'dist-tags': { latest: '2.9.1' } };
    };

    /** The audit, where the registry answers so. */
    async function audited(status, answer) {
      const server = createServer((request, response) => {
        request.resume();
        // npm asks for what there is of a package that has an advisory.
        const isAsked = request.method === 'POST';
        response.writeHead(isAsked ? status : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(isAsked ? answer : document(request.url)));
      });
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      try {
        return await audit(`http://127.0.0.1:${server.address().port}/`);
      } finally {
        server.close();
      }
    }
    const audit = (registry, more = {}) =>
      new Promise((resolve) => {
        const env = {
          ...process.env,
          npm_config_registry: registry,
          npm_config_cache: cache,
          ...more,
        };
        execFile(
          process.execPath,
          [join(root, 'scripts/supply/audit.js')],
          { env },
          (error, stdout) => resolve([error?.code ?? 0, stdout]),
        );
      });

    it('and pass where there is no grave advisory', async () => {
      expect(await audited(200, known)).to.deep.equal([
        0,
        'audited: 0 advisories, 0 high or critical\n',
      ]);
      const [code, said] = await audited(200, { ...known, yaml: [advisory('low')] });
      expect([code, said]).to.satisfy(([c, s]) => c === 0 && s.includes('low: yaml'));
    });

    it('and fail where there is one', async () => {
      const [code, said] = await audited(200, { ...known, yaml: [advisory('high')] });
      expect([code, said]).to.satisfy(([c, s]) => c === 1 && s.includes('high: yaml'));
    });

    it('or it is said that they were not', async () => {
      for (const [status, answer] of [
        [405, {}],
        [404, { error: 'not found' }],
        [200, {}],
      ]) {
        const [code, said] = await audited(status, answer);
        expect([code, said], status).to.satisfy(([c, s]) => c === 0 && /^NOT AUDITED: ./.test(s));
      }
      const offline = await audit('http://127.0.0.1:3/', { npm_config_offline: 'true' });
      expect(offline).to.satisfy(([c, s]) => c === 0 && /^NOT AUDITED: ./.test(s));
    });
  });
});
