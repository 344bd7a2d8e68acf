import { dirname, join, resolve } from 'node:path';
import { expectOf, files, type CommandContext, type FileChange, type Plan } from '@nixai/api';
import { textIfThere } from '@nixai/contributions';
import type { NeovimSetup } from '../results/neovim.js';
import { isOurs, luaFiles } from './luaFiles.js';
import { setupLine, type NeovimOptions } from './setupLine.js';

export type NeovimAction = 'install' | 'status' | 'remove';

export interface NeovimRequest extends NeovimOptions {
  readonly action: NeovimAction;
  /** Where Neovim's settings lie; its usual folder if absent. */
  readonly configDir?: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Puts the module into Neovim's folder, takes it out, or says how it is there. */
export async function setUpNeovim(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  request: NeovimRequest,
): Promise<NeovimSetup> {
  const { action, dryRun, yes } = request;
  const folder = resolve(request.configDir ?? join(dirname(host.paths.config), 'nvim'));
  const service = await host.service(files);
  const wanted = await luaFiles(host.version);
  const found = await Promise.all(
    wanted.map(async ({ name, content }) => {
      const path = join(folder, name);
      const there = await textIfThere(path);
      return { path, there, content: action === 'remove' ? undefined : content };
    }),
  );
  const states = found.map(({ there }, at) => stateOf(there, wanted[at]?.content));
  const shown = {
    ...{ action, folder, dryRun },
    files: found.map(({ path }, at) => ({ path, state: states[at] ?? 'absent' })),
    line: setupLine(request),
  };
  const changes = found.filter(({ there, content }) => there !== content);
  if (action === 'status' || changes.length === 0) return { ...shown, diff: '', written: false };
  const plan = await service.plan(changes.map(changeOf), `neovim-setup ${action}`);
  const edited = found.filter((_, at) => states[at] === 'edited').map(({ path }) => path);
  const done = await carryOut(withLoss(plan, edited), { dryRun, yes, question: 'Write this?' });
  return {
    ...shown,
    diff: dryRun ? plan.actions.map(({ detail }) => detail).join('\n') : '',
    written: done !== undefined,
    undo: done?.change,
  };
}

type State = NeovimSetup['files'][number]['state'];

function stateOf(there: string | undefined, wanted: string | undefined): State {
  if (there === undefined) return 'absent';
  if (there === wanted) return 'current';
  return isOurs(there) ? 'older' : 'edited';
}

const changeOf = (file: {
  readonly path: string;
  readonly there: string | undefined;
  readonly content: string | undefined;
}): FileChange => ({
  path: file.path,
  content: file.content,
  expect: expectOf(file.there),
});

/** What a person wrote into a file of ours is not written over without a word. */
const withLoss = (plan: Plan, edited: readonly string[]): Plan => ({
  ...plan,
  actions: plan.actions.map((one) =>
    edited.includes(one.target)
      ? { ...one, loses: `${one.target} was changed by hand: those changes would be lost` }
      : one,
  ),
});
