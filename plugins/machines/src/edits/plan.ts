import {
  expectOf,
  checker,
  files,
  nixLanguage,
  type CheckReport,
  type CommandContext,
  type Host,
  type ReadConfiguration,
} from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { optionPathText } from '@nixai/nix/quoting';
import type { Written } from '../written/configurations.js';
import { placeFor } from './place.js';
import type { Edited, MadeEdit } from './result.js';
import type { WantedEdit } from './wanted.js';

/** What of a machine's configuration is to be another. */
export interface MachineEdits {
  readonly machine: string;
  readonly written: Written;
  readonly wanted: readonly WantedEdit[];
}

type Texts = ReadonlyMap<string, string>;

/** Files as they are read and as they would be, with what is different. */
interface Draft {
  /** As they lie there. */
  readonly before: Map<string, string>;
  /** As they shall be. */
  texts: Texts;
  readonly edits: MadeEdit[];
  readonly left: Edited['left'][number][];
}

/**
 * Edits configurations' files so that they say what is wanted: tried one by one, each parsed, read again and
 * checked with all that came before; what brings a finding, or does not show when it is read again, is left.
 * Then all of it is shown, asked for and written, or nothing.
 */
export async function editConfigurations(
  { host, tasks, carryOut }: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>,
  all: readonly MachineEdits[],
  {
    about,
    dryRun,
    yes,
  }: { readonly about: string; readonly dryRun: boolean; readonly yes: boolean },
): Promise<Edited> {
  const draft: Draft = { before: new Map(), texts: new Map(), edits: [], left: [] };
  await tasks.run('trying edits', async () => {
    for (const one of all) await editMachine(host, one, draft);
  });
  const { edits, left, before, texts } = draft;
  if (edits.length === 0) return { edits, files: [], left, written: false, dryRun };
  const changes = [...texts].map(([path, content]) => ({
    path,
    content,
    expect: expectOf(before.get(path)),
  }));
  const service = await host.service(files);
  const plan = await service.plan(changes, about);
  const count = changes.length;
  const question = `Write ${count === 1 ? 'this file' : `these ${count} files`}?`;
  const done = await carryOut(plan, { dryRun, yes, question });
  return {
    ...{ edits, left, dryRun, written: done !== undefined },
    files: changes.map(({ path, content }) => ({
      file: path,
      diff: service.diff(before.get(path) ?? '', content, path),
    })),
    ...(done?.change !== undefined && { undo: done.change }),
  };
}

async function editMachine(
  host: Host,
  { machine, written, wanted }: MachineEdits,
  draft: Draft,
): Promise<void> {
  const leave = (id: string, why: string): void => void draft.left.push({ machine, id, why });
  if (written.read === undefined) {
    for (const { id } of wanted) leave(id, written.why);
    return;
  }
  const { target } = written;
  const service = await host.service(checker);
  let report = await service.check(target, { texts: draft.texts });
  let reads = await service.configurations(target, { texts: draft.texts });
  for (const one of wanted) {
    const read = sameOf(reads, written.read);
    // What another machine's edit has brought about already.
    if (read !== undefined && one.holds(read)) continue;
    const made =
      read === undefined ? undefined : await edited(host, read, one, written.folder, draft);
    if (made === undefined || 'why' in made) {
      leave(one.id, made?.why ?? 'its configuration is not found again');
      continue;
    }
    const { texts, places } = made;
    const after = await service.check(target, { texts });
    const readsAfter = await service.configurations(target, { texts });
    const readAfter = sameOf(readsAfter, written.read);
    const fault = newFinding(report, after);
    if (fault !== undefined) leave(one.id, `it would lead to another finding: ${fault}`);
    else if (readAfter === undefined || !one.holds(readAfter))
      leave(one.id, 'whether it holds then does not show in the text');
    else {
      draft.texts = texts;
      [report, reads] = [after, readsAfter];
      draft.edits.push(
        ...places.map(({ option, value, file }) => ({
          ...{ machine, id: one.id, option, value, file },
          also: othersWith(file, reads, readAfter),
        })),
      );
    }
  }
}

/** The same machine, read again. */
const sameOf = (
  reads: readonly ReadConfiguration[],
  { name }: ReadConfiguration,
): ReadConfiguration | undefined =>
  reads.find((one) => one.configuration.set === 'nixos' && one.name === name);

/** Other machines of the same folder that have a file too. */
const othersWith = (
  file: string,
  reads: readonly ReadConfiguration[],
  own: ReadConfiguration,
): readonly string[] =>
  reads.flatMap((read) =>
    read.name !== undefined &&
    read.name !== own.name &&
    read.all.some((one) => read.placeOf(one)?.file === file)
      ? [read.name]
      : [],
  );

interface Made {
  readonly texts: Texts;
  readonly places: readonly {
    readonly option: string;
    readonly value: string;
    readonly file: string;
  }[];
}

async function edited(
  host: Host,
  read: ReadConfiguration,
  { edits, keeps = false }: WantedEdit,
  folder: string,
  { before, texts }: Draft,
): Promise<Made | { readonly why: string }> {
  const language = await host.service(nixLanguage);
  const next = new Map(texts);
  const places: Made['places'][number][] = [];
  for (const { path, value } of edits) {
    const option = optionPathText(path);
    if (keeps && read.configuration.definitions([...path]).length > 0)
      return { why: `${option} has a value already` };
    const place = placeFor(path, read, folder);
    if ('why' in place) return { why: `${option}: ${place.why}` };
    const { file } = place;
    const text = next.get(file) ?? (await textOf(file, before));
    if (text === undefined) return { why: `${file} cannot be read` };
    const result = language.set(text, path, value);
    if (!result.ok) return { why: `${option}: ${result.message}` };
    next.set(file, result.source);
    places.push({ option, value, file });
  }
  return { texts: next, places };
}

async function textOf(file: string, before: Map<string, string>): Promise<string | undefined> {
  const text = before.get(file) ?? (await readRegular(file, 'utf8').catch(() => undefined));
  if (text !== undefined) before.set(file, text);
  return text;
}

/** An error or a warning that was not there before, as a sentence. */
function newFinding(before: CheckReport, after: CheckReport): string | undefined {
  const known = before.findings.map(({ rule, message }) => `${rule} ${message}`);
  return after.findings.find(({ rule, severity, message }) => {
    const at = known.indexOf(`${rule} ${message}`);
    if (at >= 0) known.splice(at, 1);
    return at < 0 && severity !== 'note';
  })?.message;
}
