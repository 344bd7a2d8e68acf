import { globEnds, type GlobPart } from './glob.js';
import type { CheckHost } from './host.js';

/** A place that a rule is not about. */
export interface Place {
  readonly file: string;
  /** The option that is defined there; undefined where the finding is of no option. */
  readonly option?: readonly (string | undefined)[];
}

/** Whether a rule is silent at a place, by the setting `check.except`. */
export type Exceptions = (rule: string, place: Place) => boolean;

/** The setting as a question; its type holds that each is written `RULE=PLACE`. */
export async function exceptionsOf(host: CheckHost): Promise<Exceptions> {
  const written = (await host.config.get('check.except')).map(parsed);
  if (written.length === 0) return () => false;
  return (rule, place) => written.some((one) => one.rule === rule && one.covers(place));
}

interface Exception {
  readonly rule: string;
  readonly covers: (place: Place) => boolean;
}

/** `docker-group=users.users.ada`: an option with what is below it. `docker-group=hosts/lab/**`: files. */
function parsed(setting: string): Exception {
  const [, rule = '', where = ''] = /^([^=]*)=(.*)$/.exec(setting) ?? [];
  return { rule, covers: /\/|\.nix$/.test(where) ? inFiles(where) : atOption(where.split('.')) };
}

const atOption =
  (names: readonly string[]): Exception['covers'] =>
  ({ option }) =>
    option !== undefined &&
    option.length >= names.length &&
    names.every((name, at) => name === '*' || name === option[at]);

/** `*` stands for anything in one name of a path, `**` for any names. */
function inFiles(pattern: string): Exception['covers'] {
  const parts: GlobPart[] = [...pattern.replace(/^\//, '').matchAll(/\*+|[^]/g)].map(([sign]) =>
    !sign.startsWith('*') ? { is: sign } : sign.length > 1 ? 'any' : 'name',
  );
  return ({ file }) => globEnds(['folders', ...parts], file).includes(file.length);
}
