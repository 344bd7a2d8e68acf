import { expect } from 'chai';
import fc from 'fast-check';
import { createEventReader } from './build/events.js';
import { chains } from './closure/chains.js';
import { derivationsIn } from './derivation.js';
import { metadataIn } from './flakeMetadata.js';
import { narinfoIn } from './narinfo.js';
import { infosIn } from './pathInfo/infosIn.js';
import { versionIn } from './version.js';

const hash = 'p340l8xsaf8x5pq9mfxp8pxwpsbpyzfa';
const other = '0wy2s86ghvvg5mlwjkzhk8kvfr82lzkl';
const at = (name: string): string => `/nix/store/${name}`;

describe('the version of Nix', () => {
  it('is read from every implementation', () => {
    expect(versionIn('nix (Nix) 2.8.0\n')).to.deep.equal({
      version: '2.8.0',
      implementation: 'nix',
    });
    expect(versionIn('nix (Lix, like Nix) 2.91.1')?.implementation).to.equal('lix');
    expect(versionIn('nix (Determinate Nix 3.0.0) 2.26.2')).to.deep.equal({
      version: '2.26.2',
      implementation: 'determinate',
    });
    expect(versionIn('nix (Nix) 2.19pre20231005_abc')?.version).to.equal('2.19pre20231005_abc');
    expect(versionIn('bash: nix: command not found')).to.equal(undefined);
  });
});

describe('path-info', () => {
  const common = { narHash: 'sha256-AAAA=', narSize: 168 };
  const expected = {
    path: at(`${hash}-top-2.0`),
    narHash: 'sha256-AAAA=',
    narSize: 168,
    references: [at(`${other}-dep-1.0`)],
    deriver: at('x-top.drv'),
    signatures: ['k:s'],
    closureSize: undefined,
    registered: '2026-11-29T00:00:00.000Z',
    ultimate: true,
    downloadSize: undefined,
  };
  const more = { registrationTime: 1795910400, ultimate: true, signatures: ['k:s'] };
  const full = {
    ...common,
    ...more,
    references: [at(`${other}-dep-1.0`)],
    deriver: at('x-top.drv'),
  };
  const named = { ...full, references: [`${other}-dep-1.0`], deriver: 'x-top.drv' };

  it('is the same from a list with paths (before 2.19)', () => {
    const absent = { path: at('a-x'), valid: false };
    expect(infosIn([{ path: expected.path, ...full }, absent])).to.deep.equal([expected]);
  });

  it('is the same from a map by path, where what is absent is null (2.19)', () => {
    const said = { [expected.path]: full, [at('a-x')]: null };
    expect(infosIn(said)).to.deep.equal([expected]);
  });

  it('is the same from names without the store, with hashes in parts (2.33)', () => {
    const narHash = { algorithm: 'sha256', format: 'base64', hash: 'AAAA=' };
    const signatures = [{ keyName: 'k', sig: 's' }];
    const parts = { ...named, version: 2, storeDir: '/nix/store', narHash, signatures };
    const one = { [`${hash}-top-2.0`]: parts };
    expect(infosIn(one)).to.deep.equal([expected]);
    const around = { version: 3, storeDir: '/nix/store', info: { [`${hash}-top-2.0`]: named } };
    expect(infosIn(around)).to.deep.equal([expected]);
    const elsewhere = { version: 3, storeDir: '/opt/store', info: { [`${hash}-a`]: named } };
    expect(infosIn(elsewhere)[0]?.path).to.equal(`/opt/store/${hash}-a`);
  });

  it('takes any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (said) => Array.isArray(infosIn(said))));
  });
});

describe('a derivation', () => {
  const env = { name: 'top-2.0', out: at(`${hash}-top-2.0`) };
  const common = { system: 'x86_64-linux', builder: '/bin/sh', args: ['-c', 'true'], env };
  const expected = {
    path: at('t-top-2.0.drv'),
    name: 'top-2.0',
    ...common,
    outputs: { out: { path: at(`${hash}-top-2.0`), hash: undefined } },
    sources: [at('s-source')],
    needs: { [at('d-dep.drv')]: ['out'] },
  };
  const outputs = { out: { path: at(`${hash}-top-2.0`) } };

  it('is the same from each format', () => {
    const first = {
      [at('t-top-2.0.drv')]: {
        ...common,
        outputs,
        inputSrcs: [at('s-source')],
        inputDrvs: { [at('d-dep.drv')]: ['out'] },
      },
    };
    const second = {
      [at('t-top-2.0.drv')]: {
        ...common,
        name: 'top-2.0',
        outputs,
        inputSrcs: [at('s-source')],
        inputDrvs: { [at('d-dep.drv')]: { outputs: ['out'], dynamicOutputs: {} } },
      },
    };
    const drvs = { 'd-dep.drv': { outputs: ['out'], dynamicOutputs: {} } };
    const shown = {
      ...common,
      name: 'top-2.0',
      outputs: { out: { path: `${hash}-top-2.0` } },
      inputs: { srcs: ['s-source'], drvs },
    };
    const fourth = { version: 4, derivations: { 't-top-2.0.drv': shown } };
    for (const said of [first, second, fourth])
      expect(derivationsIn(said)).to.deep.equal([expected]);
  });

  it('lies in the store that its outputs lie in, where names stand without it', () => {
    const out = `/opt/store/${hash}-a`;
    const outputs = { out: { hash: 'sha256-AAAA=', method: 'flat' } };
    const shown = { name: 'a', env: { out }, outputs, inputs: { drvs: { 'd-dep.drv': ['out'] } } };
    const [only] = derivationsIn({ version: 4, derivations: { 't-a.drv': shown } });
    expect(only?.path).to.equal('/opt/store/t-a.drv');
    expect(only?.outputs['out']).to.deep.equal({ path: out, hash: 'sha256-AAAA=' });
    expect(only?.needs).to.deep.equal({ '/opt/store/d-dep.drv': ['out'] });
  });

  it('has its structured attributes in one place, wherever they are shown', () => {
    const structuredAttrs = { flags: ['-O2'] };
    const [only] = derivationsIn({ version: 4, derivations: { 't-a.drv': { structuredAttrs } } });
    expect(only?.env).to.deep.equal({ __json: '{"flags":["-O2"]}' });
  });

  it('takes any JSON', () => {
    expect(derivationsIn(null)).to.deep.equal([]);
    expect(derivationsIn([1, 'a'])).to.deep.equal([]);
  });
});

describe('a narinfo', () => {
  const text = `StorePath: /nix/store/${hash}-top-2.0
URL: nar/abc.nar.xz
Compression: xz
FileHash: sha256:abc
FileSize: 100
NarHash: sha256:def
NarSize: 168
References: ${other}-dep-1.0 ${hash}-top-2.0
Deriver: x-top.drv
Sig: cache.nixos.org-1:AAAA
Sig: mine:BBBB
`;

  it('is read whole, with every signature', () => {
    expect(narinfoIn(text)).to.deep.equal({
      path: at(`${hash}-top-2.0`),
      url: 'nar/abc.nar.xz',
      compression: 'xz',
      fileSize: 100,
      narSize: 168,
      narHash: 'sha256:def',
      references: [at(`${other}-dep-1.0`), at(`${hash}-top-2.0`)],
      deriver: at('x-top.drv'),
      signatures: ['cache.nixos.org-1:AAAA', 'mine:BBBB'],
    });
  });

  it('is none where it is cut off, and no text breaks it', () => {
    expect(narinfoIn(text.slice(0, 80))).to.equal(undefined);
    expect(narinfoIn('<html>not here</html>')).to.equal(undefined);
    fc.assert(
      fc.property(fc.nat(text.length), fc.string(), (cut, noise) => {
        narinfoIn(text.slice(0, cut) + noise + text.slice(cut));
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('the metadata of a flake', () => {
  it('names its inputs and what they are locked to', () => {
    const locked = { type: 'github', owner: 'NixOS', repo: 'nixpkgs', rev: 'abc', lastModified: 0 };
    const nodes = { root: { inputs: { nixpkgs: 'n' } }, n: { locked } };
    const said = { resolvedUrl: 'path:/x', description: 'd', locks: { root: 'root', nodes } };
    expect(metadataIn(said)).to.deep.include({
      url: 'path:/x',
      inputs: [
        {
          name: 'nixpkgs',
          url: 'github:NixOS/nixpkgs',
          revision: 'abc',
          date: '1970-01-01T00:00:00.000Z',
        },
      ],
    });
  });
});

describe('the events of a build', () => {
  const read = (...lines: string[]) => {
    const reader = createEventReader();
    return lines.flatMap((line) => reader.read(line, 5) ?? []);
  };
  const nix = (value: object): string => `@nix ${JSON.stringify(value)}`;
  const drv = at('2zg-bad.drv');

  it('are builds with their phases and logs, and how many there are', () => {
    expect(
      read(
        nix({ action: 'start', id: 1, level: 0, text: '', type: 104 }),
        nix({ action: 'start', id: 2, level: 3, type: 105, fields: [drv, '', 1, 1] }),
        nix({ action: 'result', id: 1, type: 105, fields: [0, 1, 1, 0] }),
        nix({ action: 'result', id: 2, type: 104, fields: ['buildPhase'] }),
        nix({ action: 'result', id: 2, type: 101, fields: ['oh no'] }),
        nix({ action: 'stop', id: 2 }),
        nix({ action: 'stop', id: 1 }),
        nix({ action: 'msg', level: 0, msg: '\u001b[31;1merror:\u001b[0m it failed' }),
      ),
    ).to.deep.equal([
      { at: 5, type: 'start', id: '2', what: 'build', of: drv, from: undefined },
      { at: 5, type: 'builds', done: 0, expected: 1, running: 1, failed: 0 },
      { at: 5, type: 'phase', id: '2', phase: 'buildPhase' },
      { at: 5, type: 'log', id: '2', line: 'oh no' },
      { at: 5, type: 'stop', id: '2' },
      { at: 5, type: 'message', level: 'error', text: 'error: it failed' },
    ]);
  });

  it('survive lines that are cut off, unknown or not of Nix', () => {
    expect(
      read(
        '@nix {"action":"start","id":',
        '@nix null',
        '@nix {"action":"result","id":9,"type":101,"fields":["lost"]}',
        '@nix {"action":"start","id":3,"type":999}',
        'plain words',
      ),
    ).to.deep.equal([{ at: 5, type: 'message', level: 'info', text: 'plain words' }]);
    const reader = createEventReader();
    fc.assert(fc.property(fc.jsonValue(), (v) => void reader.read(`@nix ${JSON.stringify(v)}`, 0)));
    fc.assert(fc.property(fc.string(), (text) => void reader.read(`@nix ${text}`, 0)));
  });
});

describe('why a path is in a closure', () => {
  const graph = new Map([
    ['top', ['a', 'b', 'top']],
    ['a', ['c', 'lib']],
    ['b', ['lib']],
    ['c', ['lib', 'a']],
    ['lib', []],
    ['alone', []],
  ]);

  it('is every simple chain, the shortest first', () => {
    expect(chains(graph, 'top', 'lib', 10)).to.deep.equal([
      ['top', 'a', 'lib'],
      ['top', 'b', 'lib'],
      ['top', 'a', 'c', 'lib'],
    ]);
    expect(chains(graph, 'top', 'lib', 1)).to.have.length(1);
    expect(chains(graph, 'top', 'alone', 10)).to.deep.equal([]);
    expect(chains(graph, 'lib', 'lib', 10)).to.deep.equal([['lib']]);
  });

  it('comes to an end where there are more chains than anybody counts', () => {
    const layers = new Map<string, string[]>();
    for (let i = 0; i < 40; i++)
      for (const side of ['l', 'r']) layers.set(`${side}${i}`, [`l${i + 1}`, `r${i + 1}`]);
    layers.set('l40', []);
    expect(chains(layers, 'l0', 'l40', 10)).to.have.length(10);
  });
});
