import { createHash } from 'node:crypto';
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
    const told = [];
    const before = stateOf();
    const rounds = [];
    for (let round = 0; round < flags.times; round++) {
      const results = [];
      for (const { id, argv, input } of calls)
        results.push(await outcome(service, id, input === undefined ? { argv } : input));
      rounds.push(results.map(({ document }) => digest(document)));
      if (round === 0) told.push(...results);
      globalThis.gc?.();
      await settle();
      told.heap = [...(told.heap ?? []), process.memoryUsage().heapUsed];
    }
    const first = JSON.stringify(rounds[0]);
    return {
      known,
      outcomes: told.map(({ document, exitCode }) => ({ document, exitCode })),
      same: rounds.map((round) => JSON.stringify(round) === first),
      differing: rounds
        .flatMap((round) => round.map((text, at) => (text === rounds[0][at] ? [] : [calls[at].id])))
        .flat(),
      heap: told.heap,
      before,
      after: stateOf(),
    };
  },
});

/** What is kept of each round, so that the texts themselves are no growth. */
const digest = (text) => createHash('sha256').update(text).digest('base64');

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
