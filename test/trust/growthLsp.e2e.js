// What an editor asks of a document takes work that grows with its length, not with its square; and no
// document of these shapes ends the server. The processor's time of the server is what is counted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { createClient } from '../support/languageClient.js';
import { root } from '../support/packed.js';
import { lines, shapes } from './support/shapes.js';

const long = process.env.NIXAI_TRUST === 'long';
/** Names to look at some shapes alone. */
const only = new RegExp(process.env.NIXAI_TRUST_SHAPES ?? '');
const [length, factor, allowed] = [6_000, 8, 3];
/** Milliseconds below which nothing can be told from noise. */
const floor = 25;
/** A tick of the processor's time in /proc, on each Linux. */
const tick = 10;

describe('work for an editor that grows', function () {
  this.timeout(3_600_000);
  let home;
  let child;
  let client;
  before(async function () {
    if (!long) this.skip();
    home = createHome({ NIXAI_OFFLINE: '1' });
    const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins/editors')]);
    expect(code, stderr).to.equal(0);
    child = home.start(['lsp', '--stdio']);
    client = createClient(child);
    await client.initialize({
      textDocument: { completion: { completionItem: { snippetSupport: true } } },
    });
  });
  after(() => {
    child?.kill('SIGKILL');
    home?.remove();
  });

  function processorTime() {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tick;
  }

  /** Milliseconds for all that an editor asks of a text: findings, and the rest at its end. */
  async function asked(text, name) {
    const path = join(home.path, `${name}.nix`);
    const rows = text.split('\n');
    const end = [rows.length - 1, rows.at(-1).length];
    const before = processorTime();
    await client.open(path, text);
    await client.diagnostics(path, 1);
    await client.hover(path, ...end);
    await client.complete(path, ...end);
    await client.links(path);
    const whole = { start: { line: 0, character: 0 }, end: { line: end[0], character: end[1] } };
    await client.actions(path, whole, { diagnostics: [], only: ['quickfix', 'source.fixAll'] });
    await client.change(path, 2, [{ text: `${text} ` }]);
    await client.diagnostics(path, 2);
    await client.close(path);
    return processorTime() - before;
  }

  for (const [name, shape] of Object.entries({ ...shapes, ...lines }))
    if (only.test(name))
      it(name, async () => {
        let said;
        // What else the process did meanwhile (compiling, collecting) is not there twice.
        for (let tries = 0; tries < 3; tries++) {
          const small = await asked(shape(length), `small${tries}`);
          const large = await asked(shape(length * factor), `large${tries}`);
          said = `${small} ms for ${length}, ${large} ms for ${length * factor}`;
          if (large <= allowed * factor * Math.max(small, floor)) return;
        }
        expect.fail(said);
      });
});
