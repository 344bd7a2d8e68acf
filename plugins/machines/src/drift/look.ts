import type { Task } from '@nixai/api';
import { asRoot } from '../ssh/asRoot.js';
import type { Remote } from '../ssh/remote.js';
import type { Judged } from './finding.js';
import { judgeEtc, questionsOf, type EtcQuestions, type Texts } from './judge/etc.js';
import { judgePackages } from './judge/packages.js';
import { judgePrograms } from './judge/programs.js';
import { judgeSystems, type Expected } from './judge/systems.js';
import { judgeUnits } from './judge/units.js';
import { judgeUsers } from './judge/users.js';
import { drift, idOf } from './finding.js';
import { readDriftFacts, type Facts } from './probe/read.js';
import { driftScript, etcContentsScript, verifyScript } from './probe/script.js';

export interface LookOptions {
  readonly expected: Expected;
  /** Whether every path of the system is read, to see whether it is as it was made. */
  readonly verify: boolean;
  /** A unified diff of two texts, without secrets. */
  readonly diff: (before: string, after: string, name: string) => string;
  readonly task: Task;
}

/** Bytes of a file that are compared, and shown. */
const longest = 64 * 1024;
/** Kinds that come and go by themselves: told where two looks in a row see them. */
const volatile = new Set(['process-foreign', 'process-deleted', 'port-unexplained', 'unit-failed']);

/** What is different on a machine, and what could not be told. It is only read. */
export async function lookForDrift(
  remote: Remote,
  options: LookOptions,
): Promise<Judged & { readonly facts: Facts }> {
  const { expected, verify, task } = options;
  const facts = await factsOf(remote, task);
  const first = judgeNow(facts);
  const again = first.found.some(({ kind }) => volatile.has(kind))
    ? judgeNow(await factsOf(remote, task))
    : first;
  const seen = new Set(again.found.map(idOf));
  const questions = questionsOf(facts);
  const parts = [
    judgeSystems(facts, expected),
    judgeEtc(facts, questions, await textsOf(remote, questions, facts, options)),
    { found: first.found.filter((one) => seen.has(idOf(one))), notTold: first.notTold },
    judgeUsers(facts),
    judgePackages(facts),
    ...(verify ? [await altered(remote, task)] : []),
  ];
  return {
    facts,
    found: parts.flatMap(({ found }) => found),
    notTold: parts.flatMap(({ notTold }) => notTold),
  };
}

function judgeNow(facts: Facts): Judged {
  const [units, programs] = [judgeUnits(facts), judgePrograms(facts)];
  return {
    found: [...units.found, ...programs.found],
    notTold: [...units.notTold, ...programs.notTold],
  };
}

const read = { timeout: 60_000, maxOutput: 32 * 1024 * 1024, whole: true };

/** As root where that goes without a question, else as whoever logs in. */
async function factsOf(remote: Remote, { signal }: Task): Promise<Facts> {
  const folder = remote.machine.nixosPath ?? '/etc/nixos';
  const asked = { ...read, signal };
  const rooted = await asRoot(remote, driftScript, [folder], asked);
  const said = rooted.code === 0 ? rooted : await remote.script(driftScript, [folder], asked);
  return readDriftFacts(said.stdout);
}

async function textsOf(
  remote: Remote,
  { copies, shadowed }: EtcQuestions,
  { etc }: Facts,
  { diff, task }: LookOptions,
): Promise<Texts> {
  const names = [...copies, ...shadowed.filter(({ type }) => type === 'f').map(({ path }) => path)];
  if (names.length === 0) return new Map();
  const { stdout } = await asRoot(remote, etcContentsScript, [String(longest)], {
    ...read,
    signal: task.signal,
    input: names.map((name) => `${name}\n`).join(''),
  });
  const modes = new Map(etc.map(({ path, mode }) => [path, mode]));
  return new Map(
    stdout.split('\n').flatMap((line) => {
      const [name = '', managed = '', there = ''] = line.split('\t');
      if (!names.includes(name)) return [];
      const texts = {
        managed: Buffer.from(managed, 'base64'),
        there: Buffer.from(there, 'base64'),
      };
      // What others may not read there is not for a report either.
      const isSecret = ((modes.get(name) ?? 0) & 0o044) === 0;
      const isText = !texts.managed.includes(0) && !texts.there.includes(0);
      const shown =
        isSecret || !isText
          ? []
          : diff(texts.managed.toString('utf8'), texts.there.toString('utf8'), `/etc/${name}`)
              .split('\n')
              .filter((one) => /^[-+](?![-+]{2})/.test(one));
      return [[name, { ...texts, lines: shown }] as const];
    }),
  );
}

/** Milliseconds that reading a whole system may take. */
const verifyTimeout = 3_600_000;

async function altered(remote: Remote, { signal }: Task): Promise<Judged> {
  const { stdout } = await asRoot(remote, verifyScript, [], { signal, timeout: verifyTimeout });
  const paths = stdout.split('\n').flatMap((line) => {
    const [key, path] = line.split('\t');
    return key === 'altered' && path !== undefined ? [path] : [];
  });
  return {
    found: paths.map((path) =>
      drift('store-path-altered', path, 'its content is another than when it was made'),
    ),
    notTold: [],
  };
}
