import type { Nix, NixBuild, NixTarget } from '@nixai/api';
import { lastWords, withoutColors } from '../faults.js';
import { classicWordsOf, wordsOf, type Program } from '../program.js';
import { createEventReader } from './events.js';

type BuildOptions = Parameters<Nix['build']>[1];

const mostErrors = 50;

/** Builds; a build that fails is a result. */
export async function build(
  program: Program,
  targets: readonly NixTarget[],
  { onEvent, keepGoing = false, link, classic = false, args = [], ...options }: BuildOptions,
): Promise<NixBuild> {
  const words = [
    ...['--log-format', 'internal-json', '--verbose'],
    ...(link === undefined ? [classic ? '--no-out-link' : '--no-link'] : ['--out-link', link]),
    ...(keepGoing ? ['--keep-going'] : []),
    ...args,
  ];
  const running = classic
    ? await program.startClassic([...words, ...targets.flatMap(classicWordsOf)], options)
    : // `--print-out-paths` is newer than some of the Nix that is in use.
      await program.start(['build', '--json', ...words, ...targets.flatMap(wordsOf)], options);
  const failed = new Set<string>();
  const errors: string[] = [];
  const reader = createEventReader();
  const told = (async () => {
    for await (const line of running.lines('stderr')) {
      const event = reader.read(line, Date.now());
      if (event === undefined) continue;
      if (event.type === 'message' && event.level === 'error') {
        if (errors.length < mostErrors) errors.push(event.text);
        for (const derivation of failedIn(event.text)) failed.add(derivation);
      }
      onEvent?.(event);
    }
  })();
  let stdout = '';
  for await (const line of running.lines()) stdout += `${line}\n`;
  await told;
  const { code } = await running.exited;
  const said = errors.map(lastWords).filter((text) => text !== '');
  return {
    code,
    built: code === 0 ? (classic ? linesIn(stdout) : builtIn(stdout)) : [],
    failed: [...failed],
    errors: said,
  };
}

/** `builder for '….drv' failed`, and since 2.31 `Cannot build '….drv'.` with a reason of its own. */
function failedIn(message: string): string[] {
  const text = withoutColors(message);
  const own =
    /builder for '([^']+\.drv)' failed|Cannot build '([^']+\.drv)'\.\s+Reason: builder failed/g;
  return [...text.matchAll(own)].map(([, older, newer]) => older ?? newer ?? '');
}

/** What `nix-build` prints: an output a line. */
const linesIn = (stdout: string): NixBuild['built'] =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('/'))
    .map((out) => ({ outputs: { out } }));

function builtIn(stdout: string): NixBuild['built'] {
  const said = JSON.parse(stdout.trim() || '[]') as {
    readonly drvPath?: string;
    readonly outputs?: Readonly<Record<string, string>>;
    readonly path?: string;
  }[];
  // A store path that was asked for is its own output.
  return said.map((one) =>
    typeof one === 'string'
      ? { outputs: { out: one } }
      : {
          derivation: one.drvPath,
          outputs: one.outputs ?? (one.path === undefined ? {} : { out: one.path }),
        },
  );
}
