import type { NixBuildEvent } from '@nixai/api';
import { withoutColors } from '../faults.js';

/** Numbers of Nix's activities and results (`logging.hh`). */
const activity = {
  copyPath: 100,
  download: 101,
  builds: 104,
  build: 105,
  substitute: 108,
} as const;
const result = { logLine: 101, phase: 104, progress: 105, postBuildLine: 107 } as const;

const kinds: ReadonlyMap<number, 'build' | 'substitute' | 'copy' | 'download'> = new Map([
  [activity.build, 'build'],
  [activity.substitute, 'substitute'],
  [activity.copyPath, 'copy'],
  [activity.download, 'download'],
]);

interface Said {
  readonly action?: string;
  readonly id?: number;
  readonly type?: number;
  readonly level?: number;
  readonly msg?: string;
  readonly fields?: readonly unknown[];
}

const mark = '@nix ';

/**
 * Reads the lines of `--log-format internal-json`. A line that is none of Nix's, cut off or not
 * understood is a message, or nothing: it never stops a build.
 */
export function createEventReader() {
  /** What is known of each activity that goes on; `builds` is the one that counts them. */
  const going = new Map<number, 'build' | 'substitute' | 'copy' | 'download' | 'builds'>();

  function read(line: string, at: number): NixBuildEvent | undefined {
    if (!line.startsWith(mark)) return messageOf(line, at);
    const said = parsed(line.slice(mark.length));
    if (said?.action === 'msg') return levelled(said, at);
    if (said === undefined || typeof said.id !== 'number') return undefined;
    if (said.action === 'start') return started(said, said.id, at);
    if (said.action === 'stop') return stopped(said.id, at);
    return said.action === 'result' ? resulted(said, said.id, at) : undefined;
  }

  function started({ type, fields = [] }: Said, id: number, at: number): NixBuildEvent | undefined {
    if (type === activity.builds) going.set(id, 'builds');
    const what = kinds.get(type ?? -1);
    const [of, from] = fields;
    if (what === undefined || typeof of !== 'string') return undefined;
    going.set(id, what);
    const elsewhere = typeof from === 'string' && from !== '' && from !== 'local';
    return { at, type: 'start', id: String(id), what, of, from: elsewhere ? from : undefined };
  }

  function stopped(id: number, at: number): NixBuildEvent | undefined {
    const what = going.get(id);
    going.delete(id);
    return what === undefined || what === 'builds'
      ? undefined
      : { at, type: 'stop', id: String(id) };
  }

  function resulted(
    { type, fields = [] }: Said,
    id: number,
    at: number,
  ): NixBuildEvent | undefined {
    const what = going.get(id);
    const [first, second, third, fourth] = fields;
    if (what === undefined) return undefined;
    if (type === result.progress) {
      const [done, expected] = [numberOf(first), numberOf(second)];
      if (what !== 'builds') return { at, type: 'progress', id: String(id), done, total: expected };
      const [running, failed] = [numberOf(third), numberOf(fourth)];
      return { at, type: 'builds', done, expected, running, failed };
    }
    if (typeof first !== 'string') return undefined;
    if (type === result.phase) return { at, type: 'phase', id: String(id), phase: first };
    if (type === result.logLine || type === result.postBuildLine)
      return { at, type: 'log', id: String(id), line: first };
    return undefined;
  }

  return { read };
}

function parsed(json: string): Said | undefined {
  try {
    const said = JSON.parse(json) as unknown;
    return typeof said === 'object' && said !== null ? said : undefined;
  } catch {
    return undefined;
  }
}

function levelled({ level = 3, msg = '' }: Said, at: number): NixBuildEvent | undefined {
  // Beyond 3 it is what only someone who looks for faults in Nix wants to know.
  if (level > 3 || typeof msg !== 'string') return undefined;
  const text = withoutColors(msg);
  const names = ['error', 'warning'] as const;
  return { at, type: 'message', level: names[level] ?? 'info', text };
}

/** A line outside of the format: a builder that writes to the terminal, or an older Nix. */
function messageOf(line: string, at: number): NixBuildEvent | undefined {
  const text = withoutColors(line);
  if (text.trim() === '') return undefined;
  return { at, type: 'message', level: /^error: /.test(text) ? 'error' : 'info', text };
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
