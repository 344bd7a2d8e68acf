import { constants, createReadStream } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  ExitCode,
  NixaiError,
  files,
  isNixaiError,
  processes,
  shellWord,
  type FileService,
  type Host,
  type Paths,
  type ProcessRunner,
} from '@nixai/api';
import { recordFiles, recordFolder } from './place.js';
import type { Recorded } from './recorded.js';

type Argv = readonly [string, ...string[]];

/** Bytes that are kept of what a command says: its end. */
const mostKept = 2 ** 20;
/** Milliseconds between looks at how much there is. */
const pause = 2000;
const dayLength = 24 * 60 * 60 * 1000;

/**
 * Runs a command at the terminal and keeps what it says, readable by nobody else. It has the terminal as
 * if nobody stood between: colours, progress, questions and Ctrl-C are its own.
 * @param options.toStderr what it says goes to stderr, where stdout is for something else.
 * @throws NixaiError `program-missing`, or `shell-no-script` where there is no terminal to be had for it.
 */
export async function record(
  host: Host,
  argv: Argv,
  { toStderr, notice }: { readonly toStderr: boolean; notice(text: string): void },
): Promise<Recorded> {
  const runner = await host.service(processes);
  if ((await runner.which('script')) === undefined) throw noScript(argv);
  if (!(await isProgram(runner, argv[0]))) throw missing(argv[0]);
  const service = await host.service(files);
  const { about, log } = recordFiles(host.paths);
  const start = Date.now();
  const seen = (words: Argv): Argv =>
    toStderr ? ['sh', '-c', 'exec "$@" >&2', 'sh', ...words] : words;
  const refused = await begun(service, host.paths);
  if (refused !== undefined) {
    notice(`It is not recorded: ${refused}.`);
    const { code: status } = await runner.atTerminal(seen(argv));
    return { argv, status, folder: process.cwd(), start, end: Date.now() };
  }
  const bounded = keepBounded(runner, log);
  const script = ['script', '-qefa', '-c', commandLine(argv), log] as const;
  const { code: status } = await runner
    .atTerminal(seen(script), { env: { SHELL: '/bin/sh' } })
    .finally(() => bounded.stop());
  await service.write(log, withoutFrame(await endOf(log)), { mode: 0o600 });
  const record = { argv, status, folder: process.cwd(), start, end: Date.now() };
  await service.write(about, JSON.stringify(record), { mode: 0o600 });
  return record;
}

/**
 * Makes an empty file that nobody else may read, which `script` adds to.
 * @returns why that can't be; the command is what was asked for, and runs all the same.
 */
async function begun(service: FileService, paths: Paths): Promise<string | undefined> {
  try {
    await forgetOld(service, recordFolder(paths));
    await service.write(recordFiles(paths).log, '', { mode: 0o600 });
    return undefined;
  } catch (error) {
    if (!isNixaiError(error)) throw error;
    return error.message;
  }
}

/** As `sh` reads it: the program has the person's own SHELL again, and takes the place of `sh`. */
function commandLine(argv: readonly string[]): string {
  const { SHELL } = process.env;
  const own = SHELL === undefined ? ['-u', 'SHELL', '--'] : ['--', `SHELL=${SHELL}`];
  return ['exec', 'env', ...own, ...argv].map(shellWord).join(' ');
}

/** `script` begins and ends its file with a line of its own. */
const withoutFrame = (text: string): string =>
  text
    .replace(/^Script started on .*\n/, '')
    .replace(/\n?Script done on .*\n?$/, '')
    .replaceAll('\r\n', '\n');

async function endOf(path: string): Promise<string> {
  const { size } = await stat(path);
  return text(createReadStream(path, { start: Math.max(0, size - mostKept) }));
}

/**
 * Gives the room of what is too old back while the command runs, where the file system can: a build may
 * say gigabytes.
 */
function keepBounded(runner: ProcessRunner, path: string): { stop(): void } {
  let given = 0;
  const look = async (): Promise<void> => {
    const { size } = await stat(path);
    const old = size - 2 * mostKept;
    if (old - given < 8 * mostKept) return;
    given = old;
    await runner.run(['fallocate', '--punch-hole', '-o', '0', '-l', String(old), path]);
  };
  // Where it can't be done the file is long until the command has ended.
  const timer = setInterval(() => void look().catch(() => {}), pause);
  return { stop: () => clearInterval(timer) };
}

/** What other shells have left, which are over by now. */
async function forgetOld(service: FileService, folder: string): Promise<void> {
  for (const name of await readdir(folder).catch((): string[] => [])) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 7 * dayLength) await service.remove(path);
  }
}

async function isProgram(runner: ProcessRunner, name: string): Promise<boolean> {
  // `env`, which starts it, would take that for a variable.
  if (name.includes('=')) return false;
  if (!name.includes('/')) return (await runner.which(name)) !== undefined;
  const isFile = (await stat(name).catch(() => undefined))?.isFile() === true;
  return (
    isFile &&
    access(name, constants.X_OK).then(
      () => true,
      () => false,
    )
  );
}

const missing = (name: string): NixaiError =>
  new NixaiError({
    code: 'program-missing',
    what: `there is no program "${name}"`,
    hint: 'nixai run -- nix build',
  });

const noScript = (argv: readonly string[]): NixaiError =>
  new NixaiError({
    code: 'shell-no-script',
    what: 'what a command says is recorded by the program script, which is not here',
    why: 'it is part of util-linux',
    hint: `${argv.join(' ')} 2>&1 | nixai diagnose`,
    exitCode: ExitCode.refused,
  });
