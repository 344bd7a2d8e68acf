import type { System } from './system/system.js';

/** A file of /etc that is not the same. */
export interface EtcChange {
  /** Below /etc. */
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Absent where it is no text, or too long, or one of too many to be read. */
  readonly texts?: { readonly before: string; readonly after: string };
  /** Its text points to other store paths, and is the same otherwise. */
  readonly onlyPaths: boolean;
}

/** Where a system's units are; they are told of by themselves. */
const units = 'systemd/system';
/** Bytes of a file that is shown. */
const longest = 64 * 1024;
/** Files whose text is read. */
const most = 100;

export interface EtcChanges {
  readonly files: readonly EtcChange[];
  /** Units' files of both, where any of a unit's are not the same, and which are not. */
  readonly units: {
    readonly before: ReadonlyMap<string, string>;
    readonly after: ReadonlyMap<string, string>;
    readonly changed: ReadonlySet<string>;
  };
}

/** Compares what two systems have in /etc: entries first, then files, then text. */
export async function compareEtc(before: System, after: System): Promise<EtcChanges> {
  const [old, now] = await Promise.all([before.etc(), after.etc()]);
  const entries = differing(old, now);
  const [oldFiles, nowFiles] = await Promise.all([before.files(entries), after.files(entries)]);
  const names = differing(oldFiles, nowFiles);
  const own = names.filter((name) => !name.startsWith(`${units}/`));
  const shown = own.slice(0, most);
  const [texts, laterTexts] = await Promise.all([
    contentsOf(before, shown, oldFiles),
    contentsOf(after, shown, nowFiles),
  ]);
  return {
    files: own.map((name) =>
      changeOf(name, oldFiles, nowFiles, texts.get(name), laterTexts.get(name)),
    ),
    units: await unitsOf(before, after, oldFiles, nowFiles, names),
  };
}

function changeOf(
  name: string,
  old: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  before: Buffer | undefined,
  after: Buffer | undefined,
): EtcChange {
  const change = !old.has(name) ? 'added' : !now.has(name) ? 'removed' : 'changed';
  const texts = { before: textOf(old.has(name), before), after: textOf(now.has(name), after) };
  if (texts.before === undefined || texts.after === undefined)
    return { name, change, onlyPaths: false };
  const shown = { before: texts.before, after: texts.after };
  return {
    name,
    change,
    texts: shown,
    onlyPaths: withoutHashes(shown.before) === withoutHashes(shown.after),
  };
}

/** Undefined where it is not known or no text that one would read. */
function textOf(isThere: boolean, content: Buffer | undefined): string | undefined {
  if (!isThere) return '';
  if (content === undefined || content.length > longest || content.includes(0)) return undefined;
  return content.toString('utf8');
}

const withoutHashes = (text: string): string =>
  text.replaceAll(/\/nix\/store\/[0-9a-z]{32}-/g, '/nix/store/');

async function unitsOf(
  before: System,
  after: System,
  old: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  names: readonly string[],
): Promise<EtcChanges['units']> {
  const changed = names
    .filter((name) => name.startsWith(`${units}/`))
    .map((name) => name.slice(units.length + 1));
  // A unit is its file and its drop-ins, and all of them are needed where one is another.
  const roots = new Set(changed.map((name) => rootOf(name)));
  const read = async (system: System, files: ReadonlyMap<string, string>) => {
    const wanted = [...files.keys()].filter(
      (name) => name.startsWith(`${units}/`) && roots.has(rootOf(name.slice(units.length + 1))),
    );
    const contents = await contentsOf(system, wanted, files);
    return new Map(
      [...contents].map(([name, text]) => [name.slice(units.length + 1), text.toString('utf8')]),
    );
  };
  const [was, is] = await Promise.all([read(before, old), read(after, now)]);
  return { before: was, after: is, changed: new Set(changed) };
}

/** `getty@.service` of its instances, its drop-ins and itself. */
const rootOf = (file: string): string =>
  (file.split('/')[0] as string).replace(/\.d$/, '').replace(/@[^.]*\./, '@.');

async function contentsOf(
  system: System,
  names: readonly string[],
  files: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Buffer>> {
  const there = names.filter((name) => files.has(name));
  return there.length === 0 ? new Map<string, Buffer>() : system.contents(there, longest + 1);
}

function differing(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}
