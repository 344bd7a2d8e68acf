// nixai build: cases beside the bare tool, a long log, and how often it is drawn.
//   npm run bench -- build [--lines=1000000] [--only=cases,log]
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCases, layBuilds, takeLinks } from '../test/support/buildCases.js';
import { createStore, hasNix } from '../test/support/nixStore.js';
import { measured } from './measured.js';

const cli = join(import.meta.dirname, '../core/cli/bin/nixai.js');

export default async function build(argv) {
  const given = (name, usual) =>
    argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual;
  const only = given('only', 'cases,log').split(',');
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  try {
    if (hasNix && only.includes('cases')) cases(folder);
    if (only.includes('log')) await log(folder, Number(given('lines', 1_000_000)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The exit code, outputs and links of each case, by nixai and by Nix, on a store where nothing is built yet. */
function cases(folder) {
  const wrong = [];
  for (const [at, { words, bare }] of buildCases.entries()) {
    const [own, theirs] = [['node', cli, 'build', ...words], bare].map(([program, ...rest]) => {
      const store = createStore();
      const env = { ...process.env, ...store.env, HOME: folder, NIXAI_AS_ROOT: 'true' };
      layBuilds(folder, `c${at}`);
      const { status, stdout } = spawnSync(program, rest, { cwd: folder, env, encoding: 'utf8' });
      // Each store lies in a folder of its own, which is part of each hash.
      const links = takeLinks(folder).map((link) => link.replace(/\/.*\/[a-z0-9]{32}-/, ''));
      const outputs = (stdout.match(/[a-z0-9]{32}-\S+/g) ?? []).map((name) => name.slice(33));
      store.remove();
      return { status, links: links.join(), outputs: outputs.sort().join() };
    });
    const isSame =
      own.status === theirs.status &&
      own.links === theirs.links &&
      (bare[0] === 'nix' || theirs.status !== 0 || own.outputs === theirs.outputs);
    if (!isSame) wrong.push(`${bare.join(' ')}: ${JSON.stringify([own, theirs])}`);
  }
  console.log(`${buildCases.length} cases beside the bare tool: ${wrong.length} differ`);
  for (const line of wrong) console.log(`  ${line}`);
}

/** A log of so many lines, as Nix tells it: how fast it is read, and in how much memory. */
async function log(folder, lines) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const said = join(folder, 'said');
  // A stand-in that says what Nix would: what is measured is what is done with it.
  writeFileSync(join(bin, 'nix-build'), `#!/bin/sh\ncat ${said} >&2\necho /nix/store/x\n`);
  chmodSync(join(bin, 'nix-build'), 0o755);
  writeFileSync(join(folder, 'default.nix'), '{ }\n');
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: folder, NIXAI_AS_ROOT: 'true' };
  for (const count of [lines / 10, lines]) {
    await write(said, count);
    const took = [];
    for (let round = 0; round < 3; round++)
      took.push(await measured(['build', '--no-link'], { cwd: folder, env }));
    const best = took.reduce((one, other) => (one.cpu < other.cpu ? one : other));
    const size = statSync(said).size / 1e6;
    console.log(
      `${count} lines, ${size.toFixed(0)} MB: ${best.wall.toFixed(2)} s, ${best.cpu.toFixed(2)} s of a processor: ${(size / best.wall).toFixed(0)} MB/s by the clock, ${(size / best.cpu).toFixed(0)} by the processor, start and all (bar 50); ${best.memory.toFixed(0)} MB`,
    );
  }
}

async function write(file, count) {
  const stream = createWriteStream(file);
  const put = async (text) => stream.write(text) || (await once(stream, 'drain'));
  const drv = '/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-web-1.0.drv';
  await put(
    `@nix {"action":"start","fields":["${drv}","",1,1],"id":1,"level":3,"text":"","type":105}\n`,
  );
  for (let at = 0; at < count; at++) {
    const line = `  CC       drivers/net/ethernet/part${at % 977}/queue_${at}.o -O2 -Wall -Wextra`;
    await put(`@nix {"action":"result","fields":["${line}"],"id":1,"type":101}\n`);
  }
  await put('@nix {"action":"stop","id":1}\n');
  stream.end();
  await once(stream, 'close');
}
