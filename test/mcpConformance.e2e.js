// The protocol's own suite of scenarios, against our HTTP with a server that has what they ask for by name.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';
import { listenAtHttp } from '../plugins/mcp/dist/transport/http.js';
import { createConformanceServer } from './support/conformance/server.js';
import { root } from './support/packed.js';

const published = join(root, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');

/**
 * The suite imports a function that Node has from 22 on, which it does not use to try a server. As one file
 * of CommonJS it runs in each.
 */
const pack = (outfile) =>
  build({
    entryPoints: [published],
    bundle: true,
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(published).href) },
    format: 'cjs',
    logLevel: 'error',
    outfile,
    platform: 'node',
  });

function run(argv, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    child.once('error', reject).once('close', (code) => resolve({ code, said }));
  });
}

describe('the MCP server over HTTP, by the suite of the protocol', function () {
  this.timeout(240_000);
  let folder;
  let suite;
  let listening;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-conformance-'));
    suite = join(folder, 'suite.cjs');
    await pack(suite);
    listening = await listenAtHttp({
      host: '127.0.0.1',
      port: 0,
      // The suite shows no token.
      token: undefined,
      create: createConformanceServer,
      pages: {},
      onError: () => {},
    });
  });
  after(async () => {
    await listening?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  for (const revision of ['2025-11-25', '2026-07-28'])
    it(`has what ${revision} requires`, async () => {
      const url = `${listening.at}/mcp`;
      const words = ['server', '--url', url, '--requirements', revision];
      const { code, said } = await run([suite, ...words], folder);
      expect(code, said.slice(-6000)).to.equal(0);
    });
});
