import { sanitizer, type CommandContext } from '@nixai/api';
import { documented } from '../document/machine.js';
import { pathOf } from '../standards/declared.js';
import { readRunning, saidOf } from '../standards/running/facts.js';
import { onEach, type Outcome } from '../ssh/each.js';
import type { ReadFleet } from '../written/read.js';
import { createShow, settingsOf, type Setting } from '../written/settings.js';
import { aboutOption } from './option.js';
import type { Explained } from './result.js';
import { readFor } from './running.js';

type Runs = NonNullable<Explained['machines'][number]['runs']>;

/** Explains an option with what machines declare of it; with what they say themselves where they are asked. */
export async function explainConfig(
  context: Pick<CommandContext, 'host' | 'tasks'>,
  option: string,
  read: ReadFleet,
  isAsked: boolean,
): Promise<Explained> {
  const { host } = context;
  const show = await createShow(host);
  const running = isAsked ? await ask(context, option, read) : new Map<string, Outcome<Runs>>();
  const machines = read.machines.map(({ name, machine, written }) => {
    const outcome = running.get(name);
    const own =
      written.read === undefined ? [] : settingsOf(written.read, { folder: written.folder, show });
    return {
      name,
      ...(machine && { host: machine.host }),
      ...(written.read === undefined && { unread: written.why }),
      complete: written.read?.configuration.complete ?? false,
      settings: own.filter((one) => isOf(option, one)).map(documented),
      ...(outcome?.ok === true && { runs: hidden(outcome.value) }),
      ...(outcome?.ok === false && { fault: outcome.fault }),
    };
  });
  return { ...(await aboutOption(host, option)), machines };

  /** A setting of a machine may be a secret as well: `access-tokens` of Nix. */
  function hidden({ value, why }: Runs): Runs {
    return value === undefined ? { why } : { value: show(option, value) };
  }
}

/** Whether it is the option that is meant, or lies below it. */
function isOf(option: string, { path }: Setting): boolean {
  const names = pathOf(option);
  return (
    names.length <= path.length &&
    names.every((name = '', at) => /^(?:\*|<.*>)$/.test(name) || name === path[at])
  );
}

async function ask(
  context: Pick<CommandContext, 'host' | 'tasks'>,
  option: string,
  { fleet, machines }: ReadFleet,
): Promise<ReadonlyMap<string, Outcome<Runs>>> {
  const known = machines.flatMap(({ machine }) => machine ?? []);
  if (fleet === undefined || known.length === 0) return new Map();
  const read = await readFor(option);
  const { clean } = await context.host.service(sanitizer);
  const outcomes = await onEach(
    context,
    fleet,
    known,
    'asking machines',
    async (remote, { signal }): Promise<Runs> => {
      if (read === undefined) return { why: 'a machine does not tell what it has of this option' };
      const { value, why } = saidOf(read, await readRunning(remote, [read], signal));
      return value === undefined ? { why } : { value: clean(value) };
    },
  );
  return new Map(outcomes.map((one) => [one.machine.name, one]));
}
