import type { Remote } from '../../ssh/remote.js';
import { asRoot } from '../../ssh/asRoot.js';
import type { Rule } from '../rule.js';
import { testPlain } from '../test.js';
import { factsScript } from './script.js';

/** What a machine says of itself. */
export interface RunningFacts {
  readonly isRoot: boolean;
  /** False where its answer was cut off: nothing of it counts. */
  readonly whole: boolean;
  readonly values: ReadonlyMap<string, string>;
}

/** What runs says of a rule. */
export interface Effective {
  readonly answer: 'pass' | 'fail' | 'unknown';
  /** What was read. */
  readonly value?: string;
  readonly why?: string;
}

/** Names that are part of a path or of a command's words there. */
const goodName = /^[A-Za-z0-9@._:/-]+$/;

/** Asks a machine for what is named (`sysctl NAME`, …), as root where that goes without a question. */
export async function readRunning(
  remote: Remote,
  reads: readonly string[],
  signal: AbortSignal,
): Promise<RunningFacts> {
  const asked = reads.flatMap((read) => {
    const [kind, name = ''] = read.split(' ');
    const isGood = goodName.test(name) && !name.split('/').includes('..');
    return (kind === 'sysctl' || kind === 'unit') && isGood ? [`${kind} ${name}\n`] : [];
  });
  const options = { signal, timeout: 60_000, whole: true, input: [...new Set(asked)].join('') };
  const rooted = await asRoot(remote, factsScript, [], options);
  const said = rooted.code === 0 ? rooted : await remote.script(factsScript, [], options);
  return readFacts(said.truncated ? '' : said.stdout);
}

/** Reads what the script says; a line that is none of it is passed over. */
export function readFacts(text: string): RunningFacts {
  const values = new Map<string, string>();
  const open = new Set<string>();
  const lines = text.split('\n');
  const tells = new Set<string>();
  for (const line of lines) {
    const at = line.indexOf('\t');
    if (at < 1) continue;
    const [key, value] = [line.slice(0, at), line.slice(at + 1).trim()];
    tells.add(key);
    const port = /:(\d+)$/.exec(value)?.[1];
    if (key === 'listen') {
      if (port !== undefined && !/^(?:127\.|\[::1\]|\[::ffff:127\.)/.test(value)) open.add(port);
    } else if (value !== '') values.set(key, value);
  }
  if (tells.has('ports')) for (const port of open) values.set(`port ${port}`, 'open');
  return { isRoot: tells.has('root'), whole: lines.includes('end'), values };
}

/** Judges a rule by what runs; undefined where it asks nothing of that. */
export function judgeRunning(rule: Rule, facts: RunningFacts): Effective | undefined {
  const { running } = rule;
  if (running === undefined) return undefined;
  const { value, why } = saidOf(running.read, facts);
  if (value === undefined) return { answer: 'unknown', why };
  const answer = testPlain(running, value);
  if (answer === undefined) return { answer: 'unknown', why: 'what it says was not understood' };
  return { answer: answer ? 'pass' : 'fail', value };
}

/** What a machine says of one thing, or why it does not. */
export function saidOf(
  read: string,
  facts: RunningFacts,
): { readonly value?: string; readonly why?: string } {
  if (!facts.whole) return { why: 'its answer was cut off' };
  const value = facts.values.get(read) ?? usual(read, facts);
  if (value !== undefined) return { value };
  return { why: facts.isRoot ? 'it does not say' : 'it does not say to who is not root' };
}

/** A module that is not in the list is not loaded, and a port that nobody has is closed. */
function usual(read: string, { values }: RunningFacts): string | undefined {
  if (read.startsWith('port ') && values.has('ports')) return 'closed';
  if (read.startsWith('module ') && values.has('modules')) return 'absent';
  if (read.startsWith('mount ') && values.has('mount /')) return 'none';
  return undefined;
}
