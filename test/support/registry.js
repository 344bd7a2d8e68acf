// A private npm registry on loopback: a real verdaccio, with no way to any other registry.
import { spawn } from 'node:child_process';
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './packed.js';

const execute = promisify(execFile);

/** A port that nobody uses now. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a registry; `publish` takes package folders or tarballs, `stop` leaves nothing. A closed
 * one answers only who has its token.
 */
export async function startRegistry({ closed = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-registry-'));
  // Somebody may take the port between the question and the answer.
  for (let tries = 0; tries < 5; tries++) {
    const registry = await startAt(await freePort(), folder, closed);
    if (registry !== undefined) return registry;
  }
  throw new Error('the registry does not start');
}

/** The registry at that port; undefined if it ended there. */
async function startAt(port, folder, closed) {
  const url = `http://127.0.0.1:${port}/`;
  const config = join(folder, 'config.yaml');
  const who = closed ? '$authenticated' : '$all';
  writeFileSync(
    config,
    [
      `storage: ${folder}/storage`,
      `auth: { htpasswd: { file: ./htpasswd, max_users: ${closed ? 1 : -1} } }`,
      `packages: { "**": { access: ${who}, publish: ${who}, unpublish: ${who} } }`,
      'log: { type: stdout, format: json, level: error }',
      'web: { enable: false }',
    ].join('\n'),
  );
  const server = spawn(
    process.execPath,
    [
      join(root, 'node_modules/verdaccio/bin/verdaccio'),
      '--config',
      config,
      '--listen',
      `127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  if (!(await answering(`${url}-/ping`, server))) return undefined;
  const npmrc = join(folder, 'npmrc');
  // npm wants a token to publish, even where anybody may.
  const token = closed ? await newUser(url) : 'anybody';
  writeFileSync(npmrc, `registry=${url}\n//127.0.0.1:${port}/:_authToken=${token}\n`);
  return {
    url,
    npmrc,
    publish: (what) =>
      execute(
        'npm',
        ['publish', what, '--userconfig', npmrc, '--ignore-scripts', '--tag', 'latest'],
        {
          cwd: folder,
        },
      ),
    stop() {
      server.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes the one user; its token. */
async function newUser(url) {
  const answer = await fetch(`${url}-/user/org.couchdb.user:acme`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'acme', password: 'a-long-password' }),
  });
  return (await answer.json()).token;
}

/** Whether the server came to answer; it did not if it ended. */
async function answering(url, server) {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) return false;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}
