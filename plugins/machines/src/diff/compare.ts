import { compareSettings } from '@nixai/nix';
import { files, redactor, type FileService, type Host, type Task } from '@nixai/api';
import { compareClosures } from './closure.js';
import { compareEtc } from './etc.js';
import { compareBoots } from './kernel.js';
import type { SystemDiff } from './result.js';
import type { Source, System } from './system/system.js';
import { unitEffects } from './units/effects.js';

/** A system to compare with. */
export interface Side {
  /** As a person calls it. */
  readonly name: string;
  readonly system: System;
  /** What it was made from, where that can be read. */
  readonly source: () => Promise<Source | undefined>;
}

/** Everything that is different between two systems. */
export async function compare(host: Host, own: Side, other: Side, task: Task): Promise<SystemDiff> {
  const [before, after] = await Promise.all([own.system.parts(), other.system.parts()]);
  const about = { name: own.name, with: other.name, from: before.path, to: after.path };
  if (before.path === after.path) return { ...about, same: true, untold: [] };
  task.status('closures');
  const closures = await Promise.all([own.system.closure(), other.system.closure()]);
  task.status('/etc');
  const etc = await compareEtc(own.system, other.system);
  const active = before.activeUnits;
  const { activeKnown, untold } = unitsKnown(active);
  const service = await host.service(files);
  const options = await optionsOf(host, own, other);
  return {
    ...about,
    same: false,
    closure: compareClosures(...closures),
    etc: etc.files.map(({ texts, ...file }) => ({
      ...file,
      ...(texts !== undefined && { diff: diffOf(service, file.name, texts) }),
    })),
    units: {
      activeKnown,
      ...unitEffects(
        etc.units.before,
        etc.units.after,
        etc.units.changed,
        active === undefined ? undefined : new Set(active),
      ),
    },
    boot: compareBoots(before, after),
    ...(typeof options !== 'string' && { options }),
    untold: [...untold, ...(typeof options === 'string' ? [options] : [])],
  };
}

const diffOf = (
  service: FileService,
  name: string,
  { before, after }: { readonly before: string; readonly after: string },
): string => service.diff(before, after, `etc/${name}`);

function unitsKnown(active: readonly string[] | undefined) {
  if (active !== undefined) return { activeKnown: true, untold: [] };
  const untold = ['no systemd runs there: which of these units are active is not known'];
  return { activeKnown: false, untold };
}

/** Options of both sides, or why there are none to compare. */
async function optionsOf(host: Host, own: Side, other: Side) {
  const [before, after] = await Promise.all([own.source(), other.source()]);
  const missing = [
    ...(before === undefined ? [own.name] : []),
    ...(after === undefined ? [other.name] : []),
  ];
  if (before === undefined || after === undefined)
    return `options are not compared: the Nix of ${missing.join(' and of ')} is not one file at hand`;
  const changed = compareSettings(before.text, after.text);
  if (changed === undefined)
    return 'options are not compared: one of the two files is no valid Nix';
  const { redact } = await host.service(redactor);
  return {
    files: [before.file, after.file],
    changed: changed.map(({ option, ...values }) => ({
      option,
      ...(values.before !== undefined && { before: redact(values.before).text }),
      ...(values.after !== undefined && { after: redact(values.after).text }),
    })),
  };
}
