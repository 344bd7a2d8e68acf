import { schema, type CommandContext, type Infer, type Plan } from '@nixai/api';
import { storeDirectory } from '../gather/places.js';
import { lastLines, stepFailed } from '../faults.js';
import { bytes, plural } from '../render/bytes.js';
import { run } from '../programs.js';
import { deadPaths, sized } from './dead.js';

const { object, string, integer, boolean, list, optional, described } = schema;

/** What nothing keeps, and what became of it. */
export const gcSchema = object({
  dead: integer,
  bytes: described('Of them, unpacked', integer),
  largest: list(object({ path: string, bytes: integer })),
  done: boolean,
  freed: optional(described('Bytes, as Nix counts them', integer)),
});
export type Collected = Infer<typeof gcSchema>;

const shown = 10;

/**
 * Shows what nothing keeps any more, and collects it after a yes. No root and no generation is touched:
 * what a generation or a restored backup keeps is not dead.
 */
export async function collectGarbage(
  { host, tasks, carryOut }: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>,
  { dryRun, yes }: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<Collected> {
  const dead = await tasks.run('Looking for what nothing keeps', async ({ signal }) => {
    const paths = await deadPaths(host, signal);
    return sized(host, paths, signal);
  });
  const sum = dead.reduce((total, { bytes: own }) => total + own, 0);
  let freed: number | undefined;
  const what = `${plural(dead.length, 'store path')} that nothing keeps, ${bytes(sum)}`;
  const plan: Plan = {
    about: 'store gc',
    actions:
      dead.length === 0
        ? []
        : [{ kind: 'remove', target: storeDirectory(), detail: `remove ${what}` }],
    risk: 'none',
    async apply({ signal }) {
      const { stdout, stderr, code } = await run(host, ['nix-store', '--gc'], { signal });
      if (code !== 0) throw stepFailed('nix-store --gc', lastLines(stderr));
      const said = /([\d.]+) MiB freed/.exec(`${stdout}${stderr}`)?.[1];
      freed = said === undefined ? undefined : Math.round(Number(said) * (1 << 20));
      return {};
    },
  };
  const applied = await carryOut(plan, { dryRun, yes, question: 'Remove them?' });
  const largest = [...dead].sort((a, b) => b.bytes - a.bytes).slice(0, shown);
  return {
    dead: dead.length,
    bytes: sum,
    largest,
    done: applied !== undefined,
    ...(freed !== undefined && { freed }),
  };
}
