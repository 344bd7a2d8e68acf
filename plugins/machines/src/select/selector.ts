import { ExitCode, NixaiError, arg, flag } from '@nixai/api';
import { expandGroup } from '../registry/groups.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { unknownMachine } from '../registry/faults.js';
import { completeGroups, completeSelection } from './complete.js';

const helpGroup = 'MACHINES';

/** Which machines a command is about, for its flags. */
export const selectorFlags = {
  group: flag.strings('Those of this group', { char: 'g', helpGroup, complete: completeGroups }),
  tag: flag.strings('Only those with this tag', { helpGroup }),
  environment: flag.strings('Only those of this environment', { helpGroup }),
  role: flag.strings('Only those of this role', { helpGroup }),
  all: flag.boolean('All of them', { helpGroup }),
  except: flag.strings('But not this machine, group or @tag', {
    helpGroup,
    complete: completeSelection,
  }),
};

/** And for its words. */
export const selectorArg = {
  machines: arg.rest('Machines, groups, and tags as @tag', { complete: completeSelection }),
};

/** What was asked for, as the flags and words say it. */
export interface Selector {
  readonly machines: readonly string[];
  readonly group?: readonly string[];
  readonly tag?: readonly string[];
  readonly environment?: readonly string[];
  readonly role?: readonly string[];
  readonly all?: boolean;
  readonly except?: readonly string[];
}

/** Whether flags say which machines are meant, so that no word has to. */
export const isSelecting = (flags: Omit<Selector, 'machines'>): boolean =>
  flags.all === true ||
  [flags.group, flags.tag, flags.environment, flags.role].some((words) => (words ?? []).length > 0);

/**
 * The machines that are meant, in the order of the registry. Names, groups and `@tags` add up;
 * `--tag`, `--environment` and `--role` leave only those that fit all three; `--except` comes last.
 * @param orAll whether a selector that says nothing means all of them.
 * @throws NixaiError `machine-unknown`, `no-machines` where none is left, or `usage`.
 */
export function selectMachines(
  fleet: Fleet,
  selector: Selector,
  orAll: boolean,
): readonly KnownMachine[] {
  const { tag = [], environment = [], role = [], group = [], except = [] } = selector;
  const named = [...selector.machines, ...group];
  const narrowed = tag.length + environment.length + role.length > 0;
  if (named.length === 0 && !narrowed && selector.all !== true && !orAll) throw nothingSaid();
  const chosen =
    named.length === 0 || selector.all === true
      ? new Set(fleet.machines.keys())
      : namesOf(fleet, named);
  const without = namesOf(fleet, except);
  const fits = (words: readonly string[], value: string | undefined): boolean =>
    words.length === 0 || (value !== undefined && words.includes(value));
  const found = [...fleet.machines.values()].filter(
    (machine) =>
      chosen.has(machine.name) &&
      !without.has(machine.name) &&
      (tag.length === 0 || tag.some((one) => machine.tags.includes(one.replace(/^@/, '')))) &&
      fits(environment, machine.environment) &&
      fits(role, machine.role),
  );
  if (found.length === 0) throw noMachines(fleet);
  return found;
}

/** The machines behind names, groups and tags. */
function namesOf(fleet: Fleet, words: readonly string[]): ReadonlySet<string> {
  const machines = new Set(fleet.machines.keys());
  return new Set(
    words.flatMap((word) => {
      if (word.startsWith('@')) return tagged(fleet, word.slice(1));
      if (machines.has(word)) return [word];
      if (fleet.groups.has(word)) return expandGroup(word, fleet.groups, machines).machines;
      throw unknownMachine(word, [...fleet.groups.keys(), ...machines]);
    }),
  );
}

function tagged(fleet: Fleet, tag: string): readonly string[] {
  const found = [...fleet.machines.values()].filter(({ tags }) => tags.includes(tag));
  if (found.length > 0) return found.map(({ name }) => name);
  const tags = [...fleet.machines.values()].flatMap((one) => one.tags.map((word) => `@${word}`));
  throw unknownMachine(`@${tag}`, new Set(tags));
}

const nothingSaid = (): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: 'say which machines are meant',
    hint: 'NAME…, --group G, --tag T, or --all',
    exitCode: ExitCode.usage,
  });

const noMachines = ({ machines }: Fleet): NixaiError =>
  new NixaiError({
    code: 'no-machines',
    what: machines.size === 0 ? 'the registry is empty' : 'no machine fits that',
    hint: machines.size === 0 ? 'nixai machines add NAME HOST' : 'nixai machines list',
    exitCode: ExitCode.refused,
  });
