import type { HealthMachine, Host } from '@nixai/api';
import { programsOf, type RunProgram } from '../machine/programs.js';
import { remembering } from '../machine/remembering.js';
import { NotTold, onlyRoot } from '../machine/unknown.js';
import type { Elsewhere, LookOptions } from './elsewhere.js';

/** Milliseconds, for one file or folder. */
const timeout = 8000;
/** Of a text file. */
const largest = 4 * 1024 * 1024;
/** Over a listing of /nix/store with some 100,000 paths. */
const longestListing = 16 * 1024 * 1024;

/** A file, and a byte more than it may have, so that what is too large is told. */
const readFile = `[ ! -d "$1" ] || exit 4; head -c ${largest + 1} -- "$1"`;

/** Programs say why in words that are looked for below. */
const inEnglish = 'export LC_ALL=C; ';

/** A machine of which everything is asked by programs that any Linux has. */
export async function openElsewhere(
  host: Host,
  there: Elsewhere,
  { configuration, signal }: Pick<LookOptions, 'configuration'> & { readonly signal: AbortSignal },
  criticalUnits: readonly string[],
): Promise<HealthMachine> {
  const ask = async (
    script: string,
    path: string,
    maxOutput?: number,
  ): Promise<string | undefined> => {
    const said = await there.script(inEnglish + script, [path], {
      signal,
      timeout,
      ...(maxOutput !== undefined && { maxOutput }),
    });
    if (said.truncated) throw new NotTold(`${path} is too large to be read from here`);
    return said.code === 0 ? said.stdout : absent(path, said.stderr);
  };
  const run: RunProgram = async (argv, { signal: until, timeout: patience }) => {
    const said = await there.run(['env', 'LC_ALL=C', ...argv], {
      signal: until,
      timeout: patience,
    });
    // What `env` ends with where there is no such program.
    if (said.code === 127) throw new NotTold(`${argv[0]} is not installed`);
    return said;
  };
  const stat = async (path: string) => {
    const [size, changed] = ((await ask('stat -c "%s %Y" -- "$1"', path)) ?? '').split(' ');
    return changed === undefined
      ? undefined
      : { size: Number(size), changed: new Date(Number(changed) * 1000) };
  };
  const user = await there.run(['id', '-u'], { signal, timeout });
  return {
    root: '/',
    live: true,
    here: false,
    offline: false,
    now: new Date(),
    isRoot: user.stdout.trim() === '0',
    host,
    signal,
    configuration,
    criticalUnits,
    read: (path) => ask(readFile, path, largest),
    list: async (path) => lines((await ask('ls -1A -- "$1/."', path, longestListing)) ?? '').sort(),
    link: async (path) => oneLine(await ask('[ ! -L "$1" ] || readlink -- "$1"', path)),
    resolve: async (path) =>
      oneLine(await ask('stat -L -c %i -- "$1" >/dev/null && readlink -f -- "$1"', path)),
    stat,
    space: async (path) => spaceOf(await ask('stat -f -c "%S %b %f %a %c %d" -- "$1"', path)),
    ...programsOf(run, true, signal),
    once: remembering(),
  };
}

/** Undefined where a path is not there. @throws NotTold where that is not why. */
function absent(path: string, stderr: string): undefined {
  if (/No such file or directory|Not a directory/.test(stderr)) return undefined;
  if (/Permission denied/.test(stderr)) throw onlyRoot(path);
  throw new NotTold(
    `${path} cannot be read (${lines(stderr)[0]?.trim().slice(0, 200) ?? 'nothing was said'})`,
  );
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

const oneLine = (text: string | undefined): string | undefined => {
  const line = text?.replace(/\n$/, '');
  return line === '' ? undefined : line;
};

function spaceOf(text: string | undefined) {
  if (text === undefined) return undefined;
  const [block = NaN, all = NaN, free = NaN, available = NaN, files = NaN, filesFree = NaN] = text
    .trim()
    .split(' ')
    .map(Number);
  if (![block, all, free, available, files, filesFree].every(Number.isFinite))
    throw new NotTold('stat answered with something that is no size');
  return {
    size: block * all,
    free: block * free,
    available: block * available,
    files,
    filesFree,
  };
}
