import { access, readdir } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import {
  ExitCode,
  NixaiError,
  isNixaiError,
  nix,
  processes,
  type Host,
  type ProcessRunner,
} from '@nixai/api';
import type { LogInput } from './openInput.js';

const logFolder = (): string => join(process.env['NIX_LOG_DIR'] ?? '/nix/var/log/nix', 'drvs');

/** How the store packs its logs, and what unpacks them. */
const unpackers: Readonly<Record<string, string>> = {
  '.bz2': 'bzip2',
  '.xz': 'xz',
  '.zst': 'zstd',
};

/**
 * The log of a build: from the store's own files, else through `nix log`.
 * @param what a derivation, an output path, or an installable (`nixpkgs#hello`).
 * @throws NixaiError `log-unreadable` (exit 5) where there is none.
 */
export async function openNixLog(host: Host, what: string, signal: AbortSignal): Promise<LogInput> {
  const runner = await host.service(processes);
  const file = what.endsWith('.drv') ? await storedLog(basename(what)) : undefined;
  if (file !== undefined) return { name: what, stream: await unpacked(runner, file, signal) };
  return { name: what, stream: await fromNix(host, runner, what, signal) };
}

/** `<2 letters>/<rest>` below the log folder, packed or not. */
async function storedLog(derivation: string): Promise<string | undefined> {
  const path = join(logFolder(), derivation.slice(0, 2), derivation.slice(2));
  const names = await readdir(dirname(path)).catch((): string[] => []);
  const name = ['', ...Object.keys(unpackers)].find((end) => names.includes(basename(path) + end));
  return name === undefined ? undefined : path + name;
}

async function unpacked(
  runner: ProcessRunner,
  file: string,
  signal: AbortSignal,
): Promise<Readable> {
  await access(file).catch((error: unknown) => {
    throw missing(file, String(error));
  });
  const program = Object.entries(unpackers).find(([end]) => file.endsWith(end))?.[1];
  if (program === undefined) return createReadStream(file);
  return outputOf(runner, [program, '-dc', '--', file], signal);
}

async function fromNix(
  host: Host,
  runner: ProcessRunner,
  what: string,
  signal: AbortSignal,
): Promise<Readable> {
  if ((await runner.which('nix')) === undefined)
    throw missing(what, 'there is no nix on this machine, and no log in its store');
  if (what.startsWith('-')) throw missing(what, 'that is no derivation, path or installable');
  const service = await host.service(nix);
  const target = what.startsWith('/') ? { path: what } : { flake: what };
  const lines = service.log(target, { signal })[Symbol.asyncIterator]();
  // A failure is told before anything is read.
  const first = await lines.next().catch((error: unknown) => {
    signal.throwIfAborted();
    throw missing(what, (isNixaiError(error) && error.why?.split('\n').at(-1)) || String(error));
  });
  return Readable.from(
    (async function* () {
      for (let line = first; line.done !== true; line = await lines.next()) yield `${line.value}\n`;
    })(),
  );
}

/** What a program prints, as it comes. Resolves with its first output, so that a failure is told. */
async function outputOf(
  runner: ProcessRunner,
  argv: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<Readable> {
  const stream = new PassThrough();
  const begun = new Promise<void>((resolve, reject) => {
    runner
      .run(argv, {
        signal,
        maxOutput: 4_096,
        timeout: 300_000,
        onOutput: (from, text) => {
          if (from === 'stdout') stream.write(text);
          if (from === 'stdout') resolve();
        },
      })
      .then(({ code, stderr }) => {
        stream.end();
        if (code === 0) resolve();
        else reject(missing(argv.at(-1) ?? '', stderr.trim().split('\n').at(-1) ?? ''));
      })
      .catch(reject);
  });
  await begun;
  return stream;
}

function missing(what: string, why: string): NixaiError {
  return new NixaiError({
    code: 'log-unreadable',
    what: `there is no build log of ${what}`,
    why,
    hint: 'nix build -L … 2>&1 | nixai diagnose',
    exitCode: ExitCode.refused,
  });
}
