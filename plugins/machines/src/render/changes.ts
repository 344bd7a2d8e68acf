import type { Changes } from '../deploy/changes.js';

/** Names that are shown of a list. */
const most = 6;

/** What would be different, in a few lines; `machines diff` has all of it. */
export function changeLines({ machines, diff }: Changes[number]): string[] {
  const { closure, units, boot = [], etc, untold } = diff;
  const packages = (closure?.packages ?? []).filter(
    ({ before, after }) => before.join() !== after.join(),
  );
  const shown = packages.map(
    ({ name, before, after }) =>
      `${name} ${before.join(', ') || 'none'} → ${after.join(', ') || 'none'}`,
  );
  const said: readonly (readonly [string, readonly string[]])[] = [
    ['packages', shown],
    ['would stop', units?.stop ?? []],
    ['would restart', units?.restart ?? []],
    ['would reload', units?.reload ?? []],
    ['files in /etc', (etc ?? []).filter(({ onlyPaths }) => !onlyPaths).map(({ name }) => name)],
    ['only with a reboot', boot.map(({ part }) => part)],
    ['not told', untold.filter((text) => !text.startsWith('options'))],
  ];
  const lines = said.filter(([, names]) => names.length > 0);
  const of = machines.length === 1 ? machines[0] : `${machines[0]} and ${machines.length - 1} more`;
  return [
    `${of}:`,
    ...(lines.length === 0 ? ['  nothing that a person would see'] : []),
    ...lines.map(([what, names]) => `  ${what}: ${listed(names)}`),
  ];
}

function listed(names: readonly string[]): string {
  const left = names.length - most;
  return `${names.slice(0, most).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
