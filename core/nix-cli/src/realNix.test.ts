// The real Nix, where there is one: what it builds here is tiny and needs nothing from elsewhere.
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { http, isNixaiError, processes, type Nix, type NixBuildEvent } from '@nixai/api';
import { createTestHost } from '@nixai/api/testing';
import { createHttpClient, createProcessRunner } from '@nixai/safety';
import { createNix } from './createNix.js';

const hasNix = spawnSync('nix', ['--version']).status === 0;
// As root, and where no sandbox can be made, Nix needs to be told.
const settings =
  'sandbox = false\nbuild-users-group =\nexperimental-features = nix-command flakes\nsubstitute = false\n';

const expression = (salt: string): string => `let
  mk = name: script: derivation {
    inherit name; system = builtins.currentSystem; builder = "/bin/sh"; args = [ "-c" script ]; salt = "${salt}";
  };
  lib = mk "lib-1.0" "echo lib > $out";
  mid = mk "mid-1.0" "echo \${lib} > $out";
  phase = ''@nix {"action":"setPhase","phase":"buildPhase"}'';
  bad = mk "bad-1.0" "echo '\${phase}' >&2; echo compiling; echo oh no >&2; exit 3";
in {
  value = { a = [ 1 "größe" ]; };
  top = mk "top-2.0" "echo building top; echo \${lib} \${mid} > $out";
  needs = mk "needs-1.0" "echo \${bad} > $out";
}`;

describe('the real Nix', function () {
  const { signal } = new AbortController();
  const own = process.env['NIX_CONFIG'];
  let folder: string;
  let nix: Nix;
  let file: string;
  let server: Server | undefined;
  before(function () {
    if (!hasNix) this.skip();
    process.env['NIX_CONFIG'] = settings;
    folder = mkdtempSync(join(tmpdir(), 'nixai-nix-'));
    file = join(folder, 'test.nix');
    writeFileSync(file, expression(folder));
  });
  beforeEach(async () => {
    const bare = createTestHost({ config: { offline: false } });
    const services = [
      [processes, await createProcessRunner()],
      [http, await createHttpClient(bare)],
    ] as const;
    nix = createNix(createTestHost({ config: { offline: false }, services }));
  });
  after(() => {
    if (own === undefined) delete process.env['NIX_CONFIG'];
    else process.env['NIX_CONFIG'] = own;
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    server?.close();
  });
  const target = (attribute: string) => ({ file, attribute });

  it('says its version', async () => {
    expect((await nix.version())?.version).to.match(/^\d+\.\d+/);
  });

  it('evaluates to JSON, and says what is wrong in its own words', async () => {
    const value = await nix.eval<{ a: unknown[] }>(target('value'), { signal });
    expect(value).to.deep.equal({ a: [1, 'größe'] });
    const names = { apply: 'builtins.attrNames', signal };
    expect(await nix.eval(target('value'), names)).to.deep.equal(['a']);
    const printed = await nix.print({ expr: '{ f = x: x; b = 1 < 2; }' }, { signal });
    expect(printed, 'what JSON has not got').to.match(/^\{ b = true; f = .+; \}$/);
    const failure = await nix.eval({ expr: 'throw "no such thing"' }, { signal }).catch(String);
    expect(failure).to.contain('no such thing');
    const flag = await nix
      .eval({ flake: '--version' }, { signal })
      .catch((error: unknown) => error);
    expect(isNixaiError(flag) && flag.code).to.equal('nix-answer');
  });

  it('builds, tells what happens, and knows the closure, the reason and the derivation', async () => {
    const events: NixBuildEvent[] = [];
    const onEvent = (event: NixBuildEvent) => void events.push(event);
    const result = await nix.build([target('top')], { signal, onEvent });
    expect(result).to.include({ code: 0 });
    const [{ outputs: { out = '' } = {}, derivation = '' } = {}] = result.built;
    const builds = events.flatMap((one) =>
      one.type === 'start' && one.what === 'build' ? [one.of] : [],
    );
    expect(builds).to.have.length(3).and.to.include(derivation);
    expect(events.some((one) => one.type === 'log' && one.line === 'building top')).to.equal(true);

    const infos = await nix.pathInfo([out], { signal, closure: true, closureSize: true });
    expect(infos).to.have.length(3);
    const top = infos.find(({ path }) => path === out);
    const sizes = infos.reduce((sum, { narSize }) => sum + narSize, 0);
    expect(top).to.include({ deriver: derivation, closureSize: sizes });
    const lib = infos.find(({ path }) => path.endsWith('-lib-1.0'))?.path ?? '';
    const reasons = await nix.why(out, lib, { signal });
    expect(reasons.map((chain) => chain.length)).to.deep.equal([2, 3]);
    const shown = await nix.derivation({ path: derivation }, { signal });
    expect(shown).to.deep.include({ path: derivation, name: 'top-2.0', builder: '/bin/sh' });
    expect(shown.outputs['out']?.path).to.equal(out);
    expect(
      Object.keys(shown.needs)
        .map((path) => path.slice(44))
        .sort(),
    ).to.deep.equal(['lib-1.0.drv', 'mid-1.0.drv']);
    const absent = '/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x';
    expect((await nix.pathInfo([absent, out], { signal })).map(({ path }) => path)).to.deep.equal([
      out,
    ]);
    const lines: string[] = [];
    for await (const line of nix.log({ path: derivation }, { signal })) lines.push(line);
    expect(lines).to.deep.equal(['building top']);
  });

  it('tells which derivation failed, and not the one that needed it', async () => {
    const events: NixBuildEvent[] = [];
    const onEvent = (event: NixBuildEvent) => void events.push(event);
    const result = await nix.build([target('needs')], { signal, onEvent, keepGoing: true });
    expect(result.code).to.equal(1);
    expect(result.failed.map((path) => path.slice(44))).to.deep.equal(['bad-1.0.drv']);
    expect(result.errors.join()).to.contain('failed with exit code 3');
    const phases = events.flatMap((one) => (one.type === 'phase' ? [one.phase] : []));
    expect(phases).to.deep.equal(['buildPhase']);
    expect(events.filter((one) => one.type === 'builds').at(-1)).to.include({ failed: 1 });
  });

  it('says of a log that there is none', async () => {
    const path = '/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x.drv';
    const read = (async () => {
      for await (const line of nix.log({ path }, { signal })) expect.fail(line);
    })();
    const failure = await read.catch((error: unknown) => error);
    expect(isNixaiError(failure) && failure.code).to.equal('nix-failed');
  });

  it('reads what a flake says of itself', async () => {
    writeFileSync(join(folder, 'flake.nix'), '{ description = "tiny"; outputs = _: { }; }');
    const metadata = await nix.flakeMetadata(`path:${folder}`, { signal });
    expect(metadata).to.include({ description: 'tiny' });
    expect(metadata.inputs).to.deep.equal([]);
  });

  it('asks a binary cache for a path', async () => {
    const hash = 'p340l8xsaf8x5pq9mfxp8pxwpsbpyzfa';
    const said = `StorePath: /nix/store/${hash}-a\nURL: nar/a.nar\nNarHash: sha256:b\nNarSize: 3\n`;
    server = createServer(({ url }, response) => {
      if (url === `/${hash}.narinfo`) response.end(said);
      else response.writeHead(404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const cache = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await nix.narinfo(cache, `/nix/store/${hash}-a`, signal)).to.include({ narSize: 3 });
    const absent = '/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x';
    expect(await nix.narinfo(cache, absent, signal)).to.equal(undefined);
  });
});
