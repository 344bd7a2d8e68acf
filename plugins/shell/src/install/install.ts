import { files, type Action, type CommandContext, type FileChange } from '@nixai/api';
import { withBlock, withoutBlock } from '../rc/block.js';
import { changeOf, refuseManaged, textOf } from '../rc/files.js';
import { placesOf, sourceLine } from '../rc/places.js';
import type { ShellChange } from '../results/install.js';
import { shellScript, type ScriptOptions } from '../script/script.js';
import type { Shell } from '../script/shells.js';

export interface ChangeRequest {
  readonly shells: readonly Shell[];
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Whether each line of our own script is shown too, and not only what a person's file would say. */
  readonly full: boolean;
}

type Context = Pick<CommandContext, 'host' | 'carryOut'>;
type Wanted = ShellChange['shells'][number] & { readonly changes: readonly FileChange[] };

/** Has shells read our script; all files or none. */
export async function install(
  context: Context,
  request: ChangeRequest,
  options: ScriptOptions,
): Promise<ShellChange> {
  const wanted = await Promise.all(
    request.shells.map(async (shell) => {
      const script = await shellScript(context.host, shell, options);
      return wantedOf(context, shell, script, (text) => async (rc, path) => {
        await refuseManaged(rc, path, shell);
        return withBlock(text, sourceLine(path));
      });
    }),
  );
  return carryOutAll(context, request, wanted, 'install');
}

/** Takes everything out again that `install` has put there. */
export async function uninstall(context: Context, request: ChangeRequest): Promise<ShellChange> {
  const wanted = await Promise.all(
    request.shells.map((shell) =>
      wantedOf(context, shell, undefined, (text) => () => text && withoutBlock(text)),
    ),
  );
  return carryOutAll(context, request, wanted, 'uninstall');
}

/** Of nixai's own file that there is one: what it says is nobody's but nixai's. */
function short(action: Action, own: ReadonlySet<string>): Action {
  if (!own.has(action.target)) return action;
  const lines = action.detail.split('\n').filter((line) => /^[+-](?![+-])/.test(line)).length;
  const what = { create: 'new', change: 'changed', remove: 'removed', run: '' }[action.kind];
  return { ...action, detail: `${action.target}: ${what}, ${lines} lines (--full shows them)\n` };
}

type NewText = (rc: string, script: string) => string | undefined | Promise<string | undefined>;

async function wantedOf(
  { host }: Context,
  shell: Shell,
  content: string | undefined,
  newText: (text: string | undefined) => NewText,
): Promise<Wanted> {
  const { script, rc } = placesOf(shell, host.paths, process.env);
  const changes: FileChange[] = [];
  const add = (path: string, before: string | undefined, after: string | undefined) => {
    if (before !== after) changes.push(changeOf(path, before, after));
  };
  // The person's own file is what they want to see first.
  if (rc !== undefined) {
    const text = await textOf(rc);
    add(rc, text, await newText(text)(rc, script));
  }
  add(script, await textOf(script), content);
  return { shell, script, rc, changed: changes.length > 0, changes };
}

async function carryOutAll(
  { host, carryOut }: Context,
  { shells, dryRun, yes, full }: ChangeRequest,
  wanted: readonly Wanted[],
  action: ShellChange['action'],
): Promise<ShellChange> {
  const service = await host.service(files);
  const whole = await service.plan(
    wanted.flatMap(({ changes }) => changes),
    `shell ${action} ${shells.join(' ')}`,
  );
  const own = new Set(wanted.map(({ script }) => script));
  const plan = full ? whole : { ...whole, actions: whole.actions.map((one) => short(one, own)) };
  const question = action === 'install' ? 'Write this?' : 'Take it out?';
  const done = await carryOut(plan, { dryRun, yes, question });
  return {
    shells: wanted.map(({ changes: _, ...shown }) => shown),
    action,
    diff: dryRun ? plan.actions.map(({ detail }) => detail).join('\n') : '',
    written: done !== undefined,
    dryRun,
    undo: done?.change,
  };
}
