// Pages in a browser without a screen: what axe says against one, and whether it asks for anything.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const program = ['chromium-headless-shell', 'chromium'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

export const hasChromium = program !== undefined;

/** Whether the person prefers a dark screen. */
export const schemeFlag = (dark) => `--blink-settings=preferredColorScheme=${dark ? 0 : 1}`;

/** axe, as a script. */
export const axeText = () =>
  readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;

/** The page at an address after all that it does by itself. */
export async function domOf(address, flags) {
  const profile = mkdtempSync(join(tmpdir(), 'nixai-chromium-'));
  const argv = [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', '--virtual-time-budget=60000'],
    ...[`--user-data-dir=${profile}`, ...flags, address],
  ];
  try {
    const { stdout } = await promisify(execFile)(program, argv, { maxBuffer: 64 << 20 });
    return stdout;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/**
 * What axe says against a page: its rules by name, each with the element; and by how many pixels the page
 * is wider than the screen.
 * @param file the page; a copy without its policy, which forbids scripts, is looked at.
 * @param width pixels; @param dark whether the person prefers a dark screen.
 */
export async function axeFaults(file, { width = 1280, dark = false } = {}) {
  const run = `axe.run().then(({ violations, passes }) => {
    const told = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html));
    const said = JSON.stringify({ told, passed: passes.map(({ id }) => id), overflow: document.documentElement.scrollWidth - innerWidth });
    document.documentElement.setAttribute('data-axe', encodeURIComponent(said));
  })`;
  const copy = `${file}.axe.html`;
  const text = readFileSync(file, 'utf8').replace(policy, '');
  writeFileSync(
    copy,
    text.replace('</body>', () => `<script>${axeText()}</script><script>${run}</script></body>`),
  );
  const dom = await domOf(`file://${copy}`, [`--window-size=${width},900`, schemeFlag(dark)]);
  rmSync(copy);
  const [, said] = /data-axe="([^"]+)"/.exec(dom) ?? [];
  if (said === undefined) throw new Error(`axe said nothing of ${file}`);
  return JSON.parse(decodeURIComponent(said));
}

/** How often a page asks the network for something. */
export const requestsOf = (file) =>
  countRequests((proxied) => domOf(`file://${file}`, [proxied])).then(({ asked }) => asked);

/**
 * How often a browser asks for something beyond this machine.
 * @param look opens a page with the flag that it is given.
 * @returns that, and what `look` returned.
 */
export async function countRequests(look) {
  let asked = 0;
  const proxy = createServer((_, response) => {
    asked += 1;
    response.writeHead(404).end();
  });
  proxy.on('connect', (_, socket) => {
    asked += 1;
    socket.destroy();
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  try {
    const seen = await look(`--proxy-server=http://127.0.0.1:${proxy.address().port}`);
    return { asked, seen };
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
}
