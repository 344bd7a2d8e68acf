import { relative, dirname } from 'node:path';
import {
  ExitCode,
  files as fileService,
  NixaiError,
  type CommandContext,
  type FileChange,
  type Host,
  type Plan,
} from '@nixai/api';
import {
  addImport,
  applyEdits,
  onlyPaths,
  parse,
  placeInline,
  readMergeFile,
  updateModules,
  type EditResult,
  type FileEdit,
  type Updated,
} from '@nixai/nix';
import { readConfiguration, unreadable, type ReadFile } from '../merge/configuration.js';
import { newFindings, type NewFinding } from '../merge/newFindings.js';
import { isProtected } from '../merge/protected.js';
import { decide, type Decided, type ResolveAll } from '../merge/resolve.js';
import { lastState } from '../versions/find.js';
import { stampChange, withoutRecord, type Rendered, type Stamp } from '../versions/stamps.js';
import { conflictsOfUpdate } from './conflicts.js';
import { renamesBetween, withRenames } from './rename.js';

export interface UpdatePlan {
  readonly steps: readonly Updated[];
  readonly renamed: ReadonlyMap<string, string>;
  readonly changes: readonly { readonly path: string; readonly diff: string }[];
  readonly conflicts: readonly (Decided['conflict'] & { readonly taken?: string })[];
  readonly findings: readonly NewFinding[];
  readonly plan: Plan;
}

type Asker = Pick<CommandContext, 'prompt'> & {
  readonly show: (conflict: Decided['conflict']) => void;
};

/**
 * Plans to bring what a template made to another state of it, three ways: what the person changed
 * stays, what both changed is decided, and nothing else is touched. Nothing is written yet.
 * @param undecided tell of conflicts, and decide nothing.
 * @throws NixaiError `merge-conflict`, `merge-unreadable`, `merge-unplaceable`.
 */
export async function planUpdate(
  host: Host,
  stamp: Stamp,
  later: Rendered,
  about: string,
  { resolve, undecided }: { readonly resolve?: ResolveAll; readonly undecided: boolean },
  { prompt, show }: Asker,
): Promise<UpdatePlan> {
  const read = await readConfiguration(stamp.entry);
  // What a file says that cannot be read would look as if it had been taken out.
  const [broken] = read.broken;
  if (broken !== undefined) throw await unreadable(broken);
  const set = stamp.kind === 'home-manager' ? 'home-manager' : 'nixos';
  const old = lastState(stamp).nix;
  const renamed = await renamesBetween(host, set, old, later.nix);
  const files = read.files.map((file) => renamedFile(file, renamed));
  const configuration = { ...read, files };
  const all = updateModules(parse(withRenames(old, renamed)).tree, parse(later.nix).tree, files, {
    adopted: new Set(stamp.adopted),
    ...(stamp.home !== undefined && { home: stamp.home }),
  });
  // What belongs to the machine is the machine's, whatever a later state says.
  const steps = all.filter(
    ({ path, step, mine }) => !(isProtected(path) && mine !== undefined && step !== 'adopt'),
  );
  const conflicts = conflictsOfUpdate(steps, configuration);
  const decided = undecided ? [] : await decide(conflicts, resolve, prompt, show);
  const texts = textsAfter(stamp, later.nix, configuration, steps, decided);
  const original = new Map(read.files.map((file) => [file.name, file]));
  const service = await host.service(fileService);
  const changes = [...texts]
    .filter(([path, text]) => original.get(path)?.tree.source !== text)
    .map(([path, content]) => ({
      ...{ path, content, expect: original.get(path)?.sha256 ?? '' },
      diff: service.diff(original.get(path)?.tree.source ?? '', content, path),
    }));
  const unread = changes.find(({ path, content }) => readMergeFile(path, content) === undefined);
  if (unread !== undefined) throw unplaceable(unread.path, 'it would not parse any more');
  const record: FileChange = await stampChange(host, stampAlone(stamp), later);
  const plan = withoutRecord(host, await service.plan([...changes, record], about));
  const taken = new Map(decided.map(({ conflict, resolution }) => [conflict, resolution.take]));
  return {
    ...{ steps, renamed, plan },
    changes: changes.map(({ path, diff }) => ({ path, diff })),
    conflicts: conflicts.map((one) => ({
      ...one,
      ...(taken.has(one) && { taken: taken.get(one)! }),
    })),
    findings:
      changes.length === 0
        ? []
        : await newFindings(host, read, new Map(changes.map((one) => [one.path, one.content]))),
  };
}

const stampAlone = ({ states: _, ...stamp }: Stamp): Omit<Stamp, 'states'> => stamp;

function renamedFile(file: ReadFile, renames: ReadonlyMap<string, string>): ReadFile {
  const text = withRenames(file.tree.source, renames);
  return text === file.tree.source ? file : { ...file, tree: parse(text).tree };
}

/** The texts of the files with all that is certain and all that was decided. */
function textsAfter(
  stamp: Stamp,
  later: string,
  { entry, files }: { readonly entry: string; readonly files: readonly ReadFile[] },
  steps: readonly Updated[],
  decided: readonly Decided[],
): Map<string, string> {
  const edits: FileEdit[] = [];
  const added = new Set<string>();
  const removed: (readonly string[])[] = [];
  for (const { step, path, names, edits: own = [] } of steps) {
    if (step === 'conflict') continue;
    edits.push(...own);
    if (step === 'add') added.add(path);
    if (step === 'remove') removed.push(names);
  }
  for (const { conflict, resolution } of decided) {
    const { step } = conflict as typeof conflict & { readonly step: Updated };
    if (resolution.take === 'mine') continue;
    const { mine } = step;
    if (resolution.take === 'other' && mine !== undefined)
      edits.push({ file: mine.file, start: mine.start, end: mine.end, text: resolution.value });
    else if (step.edits !== undefined) edits.push(...step.edits);
    else added.add(step.path);
  }
  const texts = new Map<string, string>();
  for (const { name, tree } of files) {
    const own = edits.filter(({ file }) => file === name);
    texts.set(name, must(applyEdits(tree.source, own, own.length > 0 ? removed : []), name));
  }
  if (added.size > 0) place(texts, stamp, entry, must(onlyPaths(later, added), 'the template'));
  return texts;
}

/** What is new goes into the template's own file, which is made and imported where there is none. */
function place(texts: Map<string, string>, stamp: Stamp, entry: string, part: string): void {
  const home = stamp.home ?? entry;
  const there = texts.get(home);
  if (there !== undefined) {
    texts.set(home, must(placeInline(there, part), home));
    return;
  }
  texts.set(home, part);
  const written = `./${relative(dirname(entry), home)}`;
  texts.set(entry, must(addImport(texts.get(entry) ?? '', written), entry));
}

function must(result: EditResult, file: string): string {
  if (result.ok) return result.source;
  throw unplaceable(file, result.message);
}

const unplaceable = (file: string, why: string): NixaiError =>
  new NixaiError({
    code: 'merge-unplaceable',
    what: `the change cannot be put into ${file}; nothing was written`,
    why,
    hint: 'nixai templates update NAME --preview-changes shows it; change that place by hand',
    exitCode: ExitCode.refused,
  });
