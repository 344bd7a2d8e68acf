import { compareUnits } from './compareUnits.js';
import { isOn, readUnit, type Unit } from './unitFile.js';

/** What a switch does to units. */
export interface UnitEffects {
  readonly stop: readonly string[];
  readonly restart: readonly string[];
  readonly reload: readonly string[];
  /** Their files are others, and they go on as they are until a restart of the machine. */
  readonly kept: readonly string[];
  /** New ones, which a target may start. */
  readonly added: readonly string[];
}

/** The files of a system's units, by name below `systemd/system`. */
export type UnitFiles = ReadonlyMap<string, string>;

/** Nothing of the kind is restarted by itself. */
const neverAlone = /\.(?:slice|path|socket)$/;
const alwaysOn = new Set([
  'sysinit.target',
  'basic.target',
  'multi-user.target',
  'graphical.target',
]);

/**
 * What NixOS' switch-to-configuration does to the units whose files are not the same, by the rules of
 * its manual ("Unit handling").
 * @param changed names of files that are not the same, with those that only one system has.
 * @param active units that are active; all that the old system has when undefined.
 */
export function unitEffects(
  before: UnitFiles,
  after: UnitFiles,
  changed: ReadonlySet<string>,
  active: ReadonlySet<string> | undefined,
): UnitEffects {
  const names = new Set([...changed].map(unitOfFile).filter((name) => name !== undefined));
  // What is active may be an instance of a template, whose file has no instance in its name.
  const touched = active === undefined ? names : instancesOf(names, active);
  const effects = { stop: [], restart: [], reload: [], kept: [], added: [] } as Record<
    keyof UnitEffects,
    string[]
  >;
  for (const name of [...touched].sort()) {
    const file = fileOf(name, before) ?? fileOf(name, after);
    const [isOld, isNew] = [fileOf(name, before) !== undefined, fileOf(name, after) !== undefined];
    if (file === undefined) continue;
    if (!isOld) effects.added.push(name);
    else if (active?.has(name) === false) continue;
    else if (!isNew) {
      if (isOn(unitOf(name, before), 'Unit', 'X-StopOnRemoval', true)) effects.stop.push(name);
      else effects.kept.push(name);
    } else {
      const effect = effectOf(name, unitOf(name, before), unitOf(name, after));
      if (effect !== undefined) effects[effect].push(name);
    }
  }
  return effects;
}

function effectOf(name: string, before: Unit, after: Unit): keyof UnitEffects | undefined {
  const comparison = compareUnits(before, after);
  if (comparison === 'same' || neverAlone.test(name) || name.endsWith('.target')) return undefined;
  if (alwaysOn.has(name)) return undefined;
  if (comparison === 'reload') return 'reload';
  if (name.endsWith('.mount'))
    return name === '-.mount' || name === 'nix.mount' ? 'reload' : 'restart';
  if (isOn(after, 'Service', 'X-ReloadIfChanged', false)) return 'reload';
  const mayRestart =
    isOn(after, 'Service', 'X-RestartIfChanged', true) &&
    !isOn(after, 'Unit', 'RefuseManualStop', false) &&
    !isOn(after, 'Unit', 'X-OnlyManualStart', false);
  return mayRestart ? 'restart' : 'kept';
}

/** The unit that a file is of: its own, or a drop-in's. What is in `*.wants` is of none. */
function unitOfFile(file: string): string | undefined {
  const parts = file.split('/');
  if (parts.length === 1) return file;
  return parts.length === 2 ? /^(.+)\.d$/.exec(parts[0] as string)?.[1] : undefined;
}

/** `getty@tty1.service` for `getty@.service`, where that is active. */
function instancesOf(names: ReadonlySet<string>, active: ReadonlySet<string>): Set<string> {
  const all = [...names].filter((name) => !name.includes('@.'));
  const instances = [...active].filter((name) => names.has(templateOf(name)));
  return new Set([...all, ...instances]);
}

const templateOf = (name: string): string => name.replace(/@[^.]+\./, '@.');

function fileOf(name: string, files: UnitFiles): string | undefined {
  return [name, templateOf(name)].find((one) => files.has(one));
}

function unitOf(name: string, files: UnitFiles): Unit {
  const base = fileOf(name, files);
  const folders = base === name ? [name] : [base ?? name, name];
  const dropIns = folders.flatMap((one) =>
    [...files.keys()]
      .filter((file) => file.startsWith(`${one}.d/`) && file.endsWith('.conf'))
      .sort(),
  );
  return readUnit(
    [...(base === undefined ? [] : [base]), ...dropIns].map((one) => files.get(one) ?? ''),
  );
}
