import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { commands, defineCommand, flag } from '@nixai/api';

const settle = () => new Promise((resolve) => setImmediate(resolve));

export default defineCommand({
  summary: 'Call the commands that are piped in, as often as it is said',
  examples: ['<%= config.bin %> call --times 2 < calls.json'],
  hidden: true,
  flags: { times: flag.integer('Rounds', { default: 1, min: 1 }) },
  async run({ host, flags, stdin }) {
    const calls = JSON.parse(await stdin());
    const service = await host.service(commands);
    const known = (await service.list({ hidden: true })).map(({ id }) => id);
    const before = stateOf();
    const handles = new Float64Array(flags.times);
    const outcomes = [];
    // Room for all rounds at once, and digests in place of texts: what is measured must not grow by
    // the measuring.
    const heap = new Float64Array(flags.times);
    const digests = [];
    const same = [];
    const differing = new Set();
    for (let round = 0; round < flags.times; round++) {
      let alike = true;
      for (const [at, { id, argv, input }] of calls.entries()) {
        const told = await outcome(service, id, input === undefined ? { argv } : input);
        if (round === 0) {
          outcomes.push(told);
          digests.push(digest(told.document));
        } else if (digest(told.document) !== digests[at]) {
          differing.add(id);
          alike = false;
        }
      }
      same.push(alike);
      heap[round] = await heapInUse();
      handles[round] = handlesOpen();
    }
    return {
      known,
      outcomes,
      same,
      differing: [...differing],
      heap: [...heap],
      before,
      after: stateOf(),
      handles: [...handles],
    };
  },
});

const digest = (text) => createHash('sha256').update(text).digest('base64');

/** Bytes that are reachable: what ends of itself after a call is given the time to. */
async function heapInUse() {
  for (let pass = 0; pass < 2; pass++) {
    globalThis.gc?.();
    await settle();
  }
  return process.memoryUsage().heapUsed;
}

/** Files and sockets that are open, and timers and requests that go on. */
const handlesOpen = () =>
  readdirSync('/proc/self/fd').length + process.getActiveResourcesInfo().length;

async function outcome(service, id, input) {
  try {
    const { result, exitCode } = await service.invoke(id, input);
    return { document: JSON.stringify(result ?? null, null, 2), exitCode };
  } catch ({ code, what, why, hint, exitCode }) {
    return {
      document: JSON.stringify({ error: { code, what, why, hint, exitCode } }, null, 2),
      exitCode,
    };
  }
}

/** What a call could have left behind. */
function stateOf() {
  const listeners = process
    .eventNames()
    .map((name) => `${String(name)} ${process.listenerCount(name)}`)
    .sort();
  return {
    env: { ...process.env },
    exitCode: process.exitCode ?? null,
    cwd: process.cwd(),
    listeners,
  };
}
