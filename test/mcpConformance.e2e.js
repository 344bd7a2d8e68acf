// The protocol's own suite of scenarios, against our HTTP with a server that has what they ask for by name.
// The suite wants Node 22, which comes as a package beside it; the server under test runs in this Node.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { listenAtHttp } from '../plugins/mcp/dist/transport/http.js';
import { createConformanceServer } from './support/conformance/server.js';
import { root } from './support/packed.js';

const suite = join(root, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
const node22 = join(root, 'node_modules/node/bin/node');

function run(argv, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(node22, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    child.once('error', reject).once('close', (code) => resolve({ code, said }));
  });
}

describe('the MCP server over HTTP, by the suite of the protocol', function () {
  this.timeout(240_000);
  let folder;
  let listening;
  before(async function () {
    // Its package for this system may be missing: npm leaves out what does not fit.
    if (!existsSync(node22)) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'nixai-conformance-'));
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
