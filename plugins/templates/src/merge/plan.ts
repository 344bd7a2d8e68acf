import {
  files as fileService,
  NixaiError,
  type FileChange,
  type Host,
  type Plan,
  type Prompt,
} from '@nixai/api';
import {
  compareModules,
  leavesOf,
  Lines,
  parse,
  pathText,
  readModule,
  reduceModule,
  type MergeFile,
  type Merged,
} from '@nixai/nix';
import type { PreparedTemplate } from '../templates/prepare.js';
import { recordOf } from '../versions/record.js';
import { isOnRecord, withoutRecord } from '../versions/stamps.js';
import { readConfiguration, type Configuration } from './configuration.js';
import { conflictsOf, type Conflict } from './conflicts.js';
import { mergedTexts, modulePath, unparsed, type NewTexts } from './edits.js';
import { newFindings, type NewFinding } from './newFindings.js';
import { isProtected } from './protected.js';
import { decide, type Decided, type ResolveAll } from './resolve.js';

export interface MergeOptions {
  /** The module to merge into, absolute. */
  readonly entry: string;
  /** What the change is called afterwards: the command that makes it. */
  readonly about: string;
  readonly inline: boolean;
  readonly resolve?: ResolveAll;
  /** Tell of conflicts, and decide nothing. */
  readonly undecided?: boolean;
  /** Keep copies of the files as they were beside them, their names with this at the end. */
  readonly backup?: string;
}

export interface MergePlan {
  readonly entry: string;
  /** Absolute, with what will change as a unified diff. */
  readonly changes: readonly { readonly path: string; readonly diff: string }[];
  /** Paths that the configuration did not have. */
  readonly added: readonly string[];
  /** Lists that get what they lacked. */
  readonly joined: readonly string[];
  /** What the configuration says already, and where. */
  readonly equal: readonly Place[];
  /** What belongs to the machine and stays as it is, whatever the template says. */
  readonly kept: readonly Place[];
  readonly conflicts: readonly (Conflict & { readonly taken?: Decided['resolution']['take'] })[];
  /** What the checker says of the whole that it did not say before. */
  readonly findings: readonly NewFinding[];
  readonly notFollowed: readonly string[];
  readonly plan: Plan;
  /** The whole configuration as it would be. */
  readonly after: readonly MergeFile[];
  /** nixai's record of it, where the files are as they shall be and only that is missing. */
  readonly record?: FileChange;
}

export interface Place {
  readonly path: string;
  readonly file: string;
  readonly line: number;
}

/** What is merged: a template with its values, or a snippet, which has no pack. */
export type MergedTemplate = Pick<PreparedTemplate, 'id' | 'nix' | 'kind'> &
  Partial<Pick<PreparedTemplate, 'pack' | 'version' | 'variables' | 'compliance' | 'rendered'>>;

/**
 * What a merge would change; nothing is written yet.
 * @param show draws a conflict before its question.
 * @throws NixaiError `merge-conflict`, `merge-unreadable`, `merge-unplaceable`.
 */
export async function planMerge(
  host: Host,
  template: MergedTemplate,
  options: MergeOptions,
  prompt: Prompt,
  show: (conflict: Conflict) => void,
): Promise<MergePlan> {
  const { entry, inline, resolve, undecided = false, backup } = options;
  const configuration = await readConfiguration(entry);
  const nix = withoutOwnFiles(template.nix);
  const { tree } = parse(nix);
  const merged = compareModules(tree, configuration.files);
  const isKept = ({ path, verdict, mine }: Merged) =>
    verdict === 'conflict' && mine !== undefined && isProtected(path);
  const kept = merged.filter(isKept);
  const set = template.kind === 'home-manager' ? 'home-manager' : 'nixos';
  const open = merged.filter((one) => !isKept(one));
  const conflicts = await conflictsOf(host, set, open, configuration, tree);
  const decided = undecided
    ? conflicts.map((conflict): Decided => ({ conflict, resolution: { take: 'mine' } }))
    : await decide(conflicts, resolve, prompt, show);
  const dropped = new Set([
    ...kept,
    ...decided
      .filter(({ resolution }) => resolution.take !== 'template')
      .flatMap(({ conflict }) => merged.filter(({ names }) => names === conflict.merged.names)),
  ]);
  const texts = mergedTexts(
    configuration,
    { id: template.id, nix },
    merged,
    dropped,
    decided,
    inline,
  );
  verify(nix, configuration, texts, dropped);
  const service = await host.service(fileService);
  const before = new Map(configuration.files.map((file) => [file.name, file]));
  const changes = [...texts].map(([path, content]) => ({
    ...{ path, content, expect: before.get(path)?.sha256 ?? '' },
    diff: service.diff(before.get(path)?.tree.source ?? '', content, path),
  }));
  const copies = changes.flatMap(({ path }) => {
    const content = before.get(path)?.tree.source;
    return backup === undefined || content === undefined
      ? []
      : [{ path: `${path}${backup}`, content, expect: '' }];
  });
  const equal = merged.filter(({ verdict }) => verdict === 'equal');
  const home = modulePath(configuration.entry, template.id);
  const record = await recordOf(host, template, {
    entry: configuration.entry,
    ...(!inline && { home }),
    adopted: equal.filter(({ mine }) => mine?.file !== home).map(({ path }) => path),
  });
  const recorded = record === undefined || (await isOnRecord(host, template, configuration.entry));
  const written = [...changes, ...copies, ...(record === undefined ? [] : [record])];
  const whole = changes.length === 0 && recorded ? [] : written;
  const plan = withoutRecord(host, await service.plan(whole, options.about));
  const paths = (verdict: Merged['verdict']) =>
    open.filter((one) => one.verdict === verdict && !dropped.has(one)).map(({ path }) => path);
  return {
    entry: configuration.entry,
    changes: changes.map(({ path, diff }) => ({ path, diff })),
    added: paths('add'),
    joined: paths('join'),
    equal: places(equal, configuration),
    kept: places(kept, configuration),
    conflicts: decided.map(({ conflict, resolution }) =>
      undecided ? conflict : { ...conflict, taken: resolution.take },
    ),
    findings: texts.size === 0 ? [] : await newFindings(host, configuration, texts),
    notFollowed: configuration.notFollowed,
    plan,
    after: filesAfter(configuration, texts),
    ...(changes.length === 0 && !recorded && record !== undefined && { record }),
  };
}

/** A template without its imports of files beside it: those are the machine's own. */
function withoutOwnFiles(nix: string): string {
  const { tree } = parse(nix);
  const imports = readModule(nix, tree.root).imports.map(({ kind }) => kind);
  const kept = imports.flatMap((kind, index) => (kind === 'path' ? [] : [index]));
  if (kept.length === imports.length) return nix;
  const names = ['imports'];
  const changed = reduceModule(nix, [
    kept.length === 0 ? { names, drop: true } : { names, items: kept },
  ]);
  return changed.ok ? changed.source : nix;
}

const filesAfter = ({ files }: Configuration, texts: NewTexts): MergeFile[] => [
  ...files.filter(({ name }) => !texts.has(name)),
  ...[...texts].map(([name, text]) => ({ name, tree: parse(text, { pipeOperators: true }).tree })),
];

/** Reads back what would be written: it parses, and says all that the template says. */
function verify(
  nix: string,
  configuration: Configuration,
  texts: NewTexts,
  dropped: ReadonlySet<Merged>,
): void {
  const [broken] = unparsed(texts);
  const files = filesAfter(configuration, texts);
  const droppedPaths = new Set([...dropped].map(({ path }) => path));
  const missing =
    broken === undefined
      ? compareModules(parse(nix).tree, files).find(
          ({ verdict, path, reason }) =>
            verdict !== 'equal' &&
            reason !== 'above' &&
            !droppedPaths.has(path) &&
            !hasPath(files, path),
        )
      : undefined;
  if (broken === undefined && missing === undefined) return;
  throw new NixaiError({
    code: 'merge-unplaceable',
    what:
      missing === undefined
        ? `${broken} would not parse any more; nothing was written`
        : `${missing.path} would still not be as the template says it; nothing was written`,
    why: missing?.mine && `it is set in several places, one of them ${missing.mine.file}`,
    hint: '--resolve mine, or take the template as a file of its own: --output FILE',
    exitCode: 5,
  });
}

/** Whether a path has a value under a condition: then the plain one stands beside it. */
function hasPath(
  files: readonly { readonly tree: ReturnType<typeof parse>['tree'] }[],
  path: string,
) {
  return files.some(({ tree }) =>
    leavesOf(tree).some((leaf) => leaf.conditional && pathText(leaf.names) === path),
  );
}

function places(merged: readonly Merged[], { files }: Configuration): Place[] {
  return merged.map(({ path, mine }) => {
    const source = files.find(({ name }) => name === mine?.file)?.tree.source ?? '';
    const line = new Lines(source).positionOf(mine?.start ?? 0).line;
    return { path, file: mine?.file ?? '', line };
  });
}
