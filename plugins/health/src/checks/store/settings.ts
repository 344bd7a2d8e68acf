import type { HealthMachine } from '@nixai/api';
import { NotTold } from '../../machine/unknown.js';

/** What Nix is set to. */
export interface NixSettings {
  /** A setting of words; undefined where Nix has no such setting. */
  words(name: string): readonly string[] | undefined;
  flag(name: string): boolean | undefined;
}

/** The settings that Nix goes by; of a machine that does not run, those of its `nix.conf`. */
export function nixSettings(machine: HealthMachine): Promise<NixSettings> {
  return machine.once('nix settings', async () => {
    const text = machine.live
      ? await machine.say(['nix', '--extra-experimental-features', 'nix-command', 'show-config'])
      : await machine.read('/etc/nix/nix.conf');
    if (text === undefined) throw new NotTold('there is no /etc/nix/nix.conf');
    return parseSettings(text);
  });
}

/** Lines `name = value`; later ones count, and `extra-` adds. */
function parseSettings(text: string): NixSettings {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, extra = '', name = '', value = ''] =
      /^(extra-)?([a-z0-9-]+)\s*=\s*(.*)$/.exec(line.replace(/#.*/, '').trim()) ?? [];
    if (name === '') continue;
    const before = extra === '' ? '' : `${values.get(name) ?? ''} `;
    values.set(name, `${before}${value}`.trim());
  }
  if (values.size === 0 && text.trim() !== '')
    throw new NotTold('what should be the settings of Nix is something else');
  return {
    words: (name) =>
      values
        .get(name)
        ?.split(/\s+/)
        .filter((word) => word !== ''),
    flag: (name) => {
      const value = values.get(name);
      return value === undefined ? undefined : value === 'true';
    },
  };
}
