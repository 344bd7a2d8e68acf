import type { Nix, NixBuild, NixTarget } from '@nixai/api';
import { lastWords, withoutColors } from '../faults.js';
import { wordsOf, type Program } from '../program.js';
import { createEventReader } from './events.js';

type BuildOptions = Parameters<Nix['build']>[1];

const mostErrors = 50;

/** Builds without linking. A build that fails is a result. */
export async function build(
  program: Program,
  targets: readonly NixTarget[],
  { onEvent, keepGoing = false, args = [], ...options }: BuildOptions,
): Promise<NixBuild> {
  const words = [
    'build',
    '--no-link',
    // `--print-out-paths` is newer than some of the Nix that is in use.
    '--json',
    '--log-format',
    'internal-json',
    '--verbose',
    ...(keepGoing ? ['--keep-going'] : []),
    ...args,
    ...targets.flatMap(wordsOf),
  ];
  const running = await program.start(words, options);
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
  return { code, built: code === 0 ? builtIn(stdout) : [], failed: [...failed], errors: said };
}

/** `builder for '….drv' failed`, and since 2.31 `Cannot build '….drv'.` with a reason of its own. */
function failedIn(message: string): string[] {
  const text = withoutColors(message);
  const own =
    /builder for '([^']+\.drv)' failed|Cannot build '([^']+\.drv)'\.\s+Reason: builder failed/g;
  return [...text.matchAll(own)].map(([, older, newer]) => older ?? newer ?? '');
}

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
