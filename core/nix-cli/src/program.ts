import {
  isNixaiError,
  processes,
  type HostWith,
  type ProcessRunner,
  type NixaiError,
  type NixOptions,
  type NixTarget,
  type RunningProgram,
} from '@nixai/api';
import { nixAnswer, nixFailed } from './faults.js';

type ProgramOptions = NixOptions & { readonly env?: Readonly<Record<string, string>> };

/** `nix` with the flags that every call needs. */
export interface Program {
  /** What it prints to stdout. @throws NixaiError `nix-failed`. */
  text(words: readonly string[], options: ProgramOptions): Promise<string>;
  /** The same as JSON. @throws NixaiError `nix-failed` or `nix-answer`. */
  json(words: readonly string[], options: ProgramOptions): Promise<unknown>;
  start(words: readonly string[], options: NixOptions): Promise<RunningProgram>;
  /** The same of `nix-build`, which is older than `nix`. */
  startClassic(words: readonly string[], options: NixOptions): Promise<RunningProgram>;
}

/** Milliseconds for what is no build: a first evaluation on a slow machine takes minutes. */
const usualTimeout = 10 * 60_000;
/** Bytes of an answer: the closure of a system is some 20 MB of JSON. */
const mostOutput = 512 << 20;

export function createProgram(host: HostWith<ProcessRunner>): Program {
  async function argv(words: readonly string[]): Promise<readonly [string, ...string[]]> {
    // With it Nix asks no binary cache and takes what it has for fresh.
    const offline = (await host.config.get('offline')) ? ['--offline'] : [];
    return ['nix', '--extra-experimental-features', 'nix-command flakes', ...offline, ...words];
  }
  async function text(words: readonly string[], options: ProgramOptions): Promise<string> {
    const { signal, timeout = usualTimeout, cwd, env } = options;
    const runner = await host.service(processes);
    const how = { signal, timeout, cwd, env, maxOutput: mostOutput };
    const { code, stdout, stderr, truncated } = await runner.run(await argv(words), how);
    if (code !== 0) throw nixFailed(words, stderr, code);
    if (truncated) throw nixAnswer(words, 'it says more than 512 MiB');
    return stdout;
  }
  return {
    text,
    async json(words, options) {
      const said = await text(words, options);
      try {
        return JSON.parse(said) as unknown;
      } catch (error) {
        throw nixAnswer(words, String(error));
      }
    },
    start: async (words, { signal, timeout = 'none', cwd }) =>
      (await host.service(processes)).start(await argv(words), { signal, timeout, cwd }),
    async startClassic(words, { signal, timeout = 'none', cwd }) {
      // It knows no `--offline`.
      const offline = (await host.config.get('offline')) ? ['--option', 'substitute', 'false'] : [];
      const runner = await host.service(processes);
      return runner.start(['nix-build', ...offline, ...words], { signal, timeout, cwd });
    },
  };
}

/** The words of a command that say what it is about. */
export function wordsOf(target: NixTarget): string[] {
  // What begins with a hyphen would be read as a flag.
  if ('flake' in target) return [guarded(target.flake)];
  if ('path' in target) return [guarded(target.path)];
  const attribute = target.attribute === undefined ? [] : [guarded(target.attribute)];
  if ('file' in target) return ['--file', target.file, ...attribute];
  return [...(target.impure === true ? ['--impure'] : []), '--expr', target.expr, ...attribute];
}

/** The same for `nix-build`, which takes files alone. */
export function classicWordsOf(target: NixTarget): string[] {
  if (!('file' in target)) throw nixAnswer(['nix-build'], 'it builds what stands in a file');
  const attribute = target.attribute === undefined ? [] : ['-A', guarded(target.attribute)];
  return [...attribute, guarded(target.file)];
}

function guarded(word: string): string {
  if (word.startsWith('-')) throw nixAnswer([], `"${word}" is no installable`);
  return word;
}

/** Whether an error is what Nix said, and it said that. */
export function isNixFailure(error: unknown, said: RegExp): error is NixaiError {
  return isNixaiError(error) && error.code === 'nix-failed' && said.test(error.why ?? '');
}
