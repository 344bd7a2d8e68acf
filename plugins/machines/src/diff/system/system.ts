import { ExitCode, NixaiError, processes, type Host } from '@nixai/api';
import type { Remote } from '../../ssh/remote.js';
import {
  closureScript,
  configurationScript,
  contentsScript,
  etcScript,
  filesScript,
  partsScript,
} from './scripts.js';

/** Runs a script of ours with words, and gives what it says. */
export type Shell = (script: string, args: readonly string[], input?: string) => Promise<string>;

/** A system's parts. What it has not got is absent. */
export interface Parts {
  readonly path: string;
  readonly version?: string;
  readonly kernel?: string;
  readonly initrd?: string;
  readonly kernelModules?: string;
  readonly kernelParams?: string;
  /** Absent where no systemd runs there. */
  readonly activeUnits?: readonly string[];
}

/** Nix that a system was made from, as far as it is at hand. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** A system, wherever it is. Nothing of it is changed. */
export interface System {
  parts(): Promise<Parts>;
  /** Its closure: bytes by store path. */
  closure(): Promise<ReadonlyMap<string, number>>;
  /** Its /etc: where each link leads and the hash of each file, by name. */
  etc(): Promise<ReadonlyMap<string, string>>;
  /** Hashes of the files below entries of its /etc, by name. */
  files(entries: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** What is in files of its /etc; one that is longer than `most` bytes is cut there. */
  contents(names: readonly string[], most: number): Promise<ReadonlyMap<string, Buffer>>;
  /** @param path where its configuration lies on it, if that is known. */
  configuration(path: string | undefined): Promise<Source | undefined>;
}

/** @param path its store path, or a link to it. */
export function systemAt(shell: Shell, path: string): System {
  const said = async (script: string, args: readonly string[] = [], lines?: readonly string[]) =>
    shell(script, [path, ...args], lines?.map((line) => `${line}\n`).join(''));
  return {
    parts: async () => readParts(await said(partsScript)),
    async closure() {
      const [paths = '', sizes = ''] = (await said(closureScript)).split('\n\n');
      const bytes = sizes.trim().split('\n').map(Number);
      return new Map(paths.split('\n').map((one, at) => [one, bytes[at] ?? 0]));
    },
    etc: async () => pairsOf(await said(etcScript)),
    files: async (entries) => pairsOf(await said(filesScript, [], entries)),
    async contents(names, most) {
      const pairs = pairsOf(await said(contentsScript, [String(most)], names));
      return new Map([...pairs].map(([name, text]) => [name, Buffer.from(text, 'base64')]));
    },
    async configuration(at) {
      const text = await said(configurationScript, [at ?? '/none', String(1024 * 1024)]);
      const end = text.indexOf('\n');
      return end < 0 ? undefined : { file: text.slice(0, end), text: text.slice(end + 1) };
    },
  };
}

/** Runs scripts on a machine. */
export const shellThere =
  (remote: Remote, signal: AbortSignal): Shell =>
  async (script, args, input) => {
    const options = { signal, input, timeout: 120_000, maxOutput: 64 * 1024 * 1024, whole: true };
    return answerOf(remote.machine.name, await remote.script(script, args, options));
  };

/** Runs scripts here. */
export function shellHere(host: Host, signal: AbortSignal): Shell {
  return async (script, args, input) => {
    const runner = await host.service(processes);
    const options = { signal, input, timeout: 120_000, maxOutput: 64 * 1024 * 1024 };
    return answerOf('it', await runner.run(['sh', '-c', script, 'nixai', ...args], options));
  };
}

function answerOf(
  name: string,
  said: {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
    readonly truncated: boolean;
  },
): string {
  if (said.code === 0 && !said.truncated) return said.stdout;
  throw new NixaiError({
    code: 'system-unreadable',
    what: `${name} did not say what its system is`,
    why: said.truncated
      ? 'it said more than is kept'
      : said.stderr.trim().split('\n').at(-1) || `it ended with ${said.code}`,
    exitCode: ExitCode.refused,
  });
}

/** Lines of a name and a value; what is none is passed over. */
function pairsOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const at = line.lastIndexOf('\t');
    return at < 1 ? [] : [[line.slice(0, at).replace(/^\.\//, ''), line.slice(at + 1)]];
  });
  return new Map(pairs);
}

function readParts(text: string): Parts {
  const said = new Map<string, string>();
  const active: string[] = [];
  for (const line of text.split('\n')) {
    const at = line.indexOf('\t');
    const [key, value] = [line.slice(0, at), line.slice(at + 1).trim()];
    if (at < 1 || value === '') continue;
    if (key === 'active') active.push(value);
    else said.set(key, value);
  }
  return {
    path: said.get('path') ?? '',
    version: said.get('version'),
    kernel: said.get('kernel'),
    initrd: said.get('initrd'),
    kernelModules: said.get('kernel-modules'),
    kernelParams: said.get('kernel-params'),
    activeUnits: said.has('systemd') ? active : undefined,
  };
}
