import { NixaiError, type ProcessRunner, type RunResult } from '@nixai/api';
import { Readable, Writable } from 'node:stream';

/** What a program says when it is called with these words; the first that fits counts. */
export interface ScriptedProgram {
  /** The words that the call begins with: `['systemctl', 'show']`. */
  readonly argv: readonly string[];
  readonly stdout?: string;
  readonly stderr?: string;
  /** 0 when absent. */
  readonly code?: number;
}

export interface FakeProcesses extends ProcessRunner {
  /** Every call, in order. */
  readonly calls: readonly (readonly string[])[];
}

/** Programs that say what a script says; one that is not in it is not on PATH. */
export function fakeProcesses(script: readonly ScriptedProgram[]): FakeProcesses {
  const calls: (readonly string[])[] = [];
  const answerTo = (argv: readonly string[]): RunResult => {
    calls.push(argv);
    const found = script.find((one) => one.argv.every((word, at) => word === argv[at]));
    if (found === undefined)
      throw new NixaiError({
        code: 'program-missing',
        what: `the script has no answer to: ${argv.join(' ')}`,
      });
    const { code = 0, stdout = '', stderr = '' } = found;
    return { code, stdout, stderr, truncated: false };
  };
  return {
    calls,
    async run(argv, { onOutput } = {}) {
      const result = answerTo(argv);
      if (result.stdout !== '') onOutput?.('stdout', result.stdout);
      if (result.stderr !== '') onOutput?.('stderr', result.stderr);
      return result;
    },
    async start(argv) {
      const { code, stdout, stderr } = answerTo(argv);
      const lines = { stdout, stderr };
      return {
        pid: 1,
        stdin: new Writable({ write: (_chunk, _encoding, done) => done() }),
        stdout: Readable.from([Buffer.from(stdout)]),
        stderr: Readable.from([Buffer.from(stderr)]),
        async *lines(stream = 'stdout') {
          yield* lines[stream]
            .split('\n')
            .filter((line, at, all) => line !== '' || at < all.length - 1);
        },
        exited: Promise.resolve({ code }),
        end: () => {},
      };
    },
    atTerminal: async (argv) => ({ code: answerTo(argv).code }),
    async pipeline(stages) {
      const results = stages.map(answerTo);
      const last = results.at(-1);
      const code = results.findLast((one) => one.code !== 0)?.code ?? 0;
      const stderr = results.map((one) => one.stderr).join('');
      return { code, stdout: last?.stdout ?? '', stderr, truncated: false };
    },
    which: async (program) =>
      script.some(({ argv: [name] }) => name === program) ? `/bin/${program}` : undefined,
  };
}
