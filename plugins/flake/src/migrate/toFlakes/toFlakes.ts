import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, NixaiError, type CommandContext, type Plan } from '@nixai/api';
import { changeFolder } from '../backup/changeFolder.js';
import type { Channel } from '../channels/channels.js';
import { prove, type Proof } from '../proof/prove.js';
import { assignmentsOf } from '../read/values.js';
import { sourceFile } from '../read/configuration.js';
import type { Entry } from '../read/entry.js';
import { refuseBlocked } from '../refuseBlocked.js';
import { isGenerated } from '../rewrite/searchPaths.js';
import { nameNixpkgs } from './nameNixpkgs.js';
import { propose, type Known, type Proposal } from './propose.js';

type Context = Pick<CommandContext, 'host' | 'carryOut' | 'signal' | 'progress'> & {
  readonly folder: string;
  readonly entries: readonly Entry[];
  readonly known: Known;
  readonly flags: {
    readonly dryRun: boolean;
    readonly yes: boolean;
    readonly proof: boolean;
    readonly withBlockers: boolean;
  };
};

export interface MadeFlake {
  readonly proposal: Proposal;
  readonly proofs: readonly Proof[] | undefined;
  readonly plan: Plan;
  readonly backup?: string;
  readonly undo?: string;
}

/**
 * Makes a flake of a configuration, keeping what was there first.
 * @throws NixaiError `file-exists`, `migrate-nixpkgs-unknown`, `migrate-blocked`, `migrate-refused`.
 */
export async function toFlakes(context: Context): Promise<MadeFlake> {
  const { host, carryOut, folder, entries, known, flags } = context;
  const file = join(folder, 'flake.nix');
  if (existsSync(file))
    throw new NixaiError({
      code: 'file-exists',
      what: `there is ${file} already`,
      hint: 'nixai migrate analyze, or nixai flake fix',
      exitCode: ExitCode.refused,
    });
  const proposal = propose(folder, entries, known);
  if (!proposal.isNixpkgsKnown) throw unknownNixpkgs();
  holdToPromises(proposal);
  const blockers = proposal.sites.filter(({ state }) => state === 'blocked');
  if (!flags.withBlockers && !flags.dryRun) refuseBlocked(blockers);
  const proofs = flags.proof ? await proofOf(context, proposal, known.channels) : undefined;
  const refused = proofs?.find(({ outcome }) => outcome === 'refused');
  if (refused !== undefined && !flags.withBlockers && !flags.dryRun) throw notTaken(refused);
  const { folder: root } = proposal.configuration;
  const changes = [
    ...proposal.changes.map(({ path, before, after }) => ({ path, before, after })),
    { path: 'flake.nix', before: undefined, after: proposal.flake },
  ];
  const { plan, done, backup } = await changeFolder(
    { host, carryOut, dryRun: flags.dryRun, yes: flags.yes },
    { folder: root, changes, about: 'to-flakes' },
  );
  return {
    proposal,
    proofs,
    plan,
    ...(done !== undefined && backup !== undefined && { backup }),
    ...(done?.change !== undefined && { undo: done.change }),
  };
}

async function proofOf(
  context: Context,
  proposal: Proposal,
  channels: readonly Channel[],
): Promise<readonly Proof[] | undefined> {
  const progress = context.progress('evaluating the configuration, as it is and as a flake');
  try {
    return await prove(context, proposal, channels);
  } finally {
    progress.stop();
  }
}

/** What was found of the machine's hardware, and what its data were made by, stay as they are. */
function holdToPromises({ changes, configuration }: Proposal): void {
  const touched = changes.find(({ path }) => isGenerated(path));
  if (touched !== undefined) throw new Error(`${touched.path} must stay as it is`);
  for (const { path, before, after } of changes) {
    const { role } = configuration.files.find((file) => file.path === path)!;
    const [was, is] = [before, after].map((text) => stateVersions(sourceFile(path, text, role)));
    if (was !== is) throw new Error(`the stateVersion in ${path} must stay as it is`);
  }
}

const stateVersions = (file: ReturnType<typeof sourceFile>): string =>
  assignmentsOf(file)
    .filter(({ path }) => path.at(-1) === 'stateVersion')
    .map(({ by }) => file.text.slice(by.start, by.end))
    .join('\n');

/** Nothing is made up, not even to be looked at. */
const unknownNixpkgs = (): NixaiError =>
  new NixaiError({
    code: 'migrate-nixpkgs-unknown',
    what: 'which nixpkgs the machine is built from is not known, and there is no flake without it',
    why: 'no channel is here, and none was named',
    hint: nameNixpkgs(),
    exitCode: ExitCode.refused,
  });

const notTaken = ({ system, why }: Proof): NixaiError =>
  new NixaiError({
    code: 'migrate-refused',
    what: `Nix does not evaluate ${system} as a flake, and nothing was written`,
    ...(why !== undefined && { why }),
    hint: 'nixai migrate to-flakes --dry-run shows what would be written; --with-blockers writes all the same',
    exitCode: ExitCode.refused,
  });
