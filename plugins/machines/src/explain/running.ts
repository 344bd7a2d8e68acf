import { allRules } from '../standards/baselines.js';
import { pathOf } from '../standards/declared.js';

/** Options whose last name is that of a setting that a machine tells. */
const families: readonly (readonly [string, (name: string) => string])[] = [
  ['boot.kernel.sysctl', (name) => `sysctl ${name}`],
  ['services.openssh.settings', (name) => `sshd ${name.toLowerCase()}`],
  ['nix.settings', (name) => `nix ${name}`],
  ['security.loginDefs.settings', (name) => `login ${name}`],
];

/** What a machine is asked for to know what it has of an option; undefined where nothing tells that. */
export async function readFor(option: string): Promise<string | undefined> {
  const path = pathOf(option);
  const name = path.at(-1);
  const family = families.find(([of]) => of === path.slice(0, -1).join('.'));
  if (family !== undefined && name !== undefined) return family[1](name);
  const rule = (await allRules()).find(
    ({ declared = [], running }) =>
      running !== undefined && declared.length === 1 && declared[0]?.option === option,
  );
  return rule?.running?.read;
}
