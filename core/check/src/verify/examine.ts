import type {
  CheckFinding,
  OptionSet,
  OptionVerdict,
  PackageVerdict,
  RiskVerdict,
  SnippetVerdict,
} from '@nixai/api';
import { optionPathText } from '@nixai/nix/quoting';
import { ownOptions } from '../options/declared.js';
import type { Judge } from './judge.js';
import { partsOf, type CodeBlock, type Mention } from './markdown.js';
import { readBlock, type BlockReading } from './namesInBlock.js';
import { looksLikeNix, namedIn, nixIn, type HasRoot } from './nixIn.js';
import { optionPathIn, orOpen } from './optionLikeText.js';
import { risksIn } from './risks.js';
import { isDoubtful } from './words.js';

/** What was found out about an answer, and where in it. */
export interface Examination {
  readonly options: readonly OptionVerdict[];
  readonly snippets: readonly SnippetVerdict[];
  readonly packages: readonly PackageVerdict[];
  /** For each block, what is doubtful in it. */
  readonly blocks: readonly {
    readonly block: CodeBlock;
    readonly doubts: readonly OptionVerdict[];
    readonly packages: readonly PackageVerdict[];
    readonly fault?: string;
    readonly findings: readonly CheckFinding[];
  }[];
  readonly mentions: readonly { readonly mention: Mention; readonly verdict: OptionVerdict }[];
  /** What may do harm, and the offset behind the code that it stands in. */
  readonly risks: readonly (RiskVerdict & { readonly end: number })[];
}

/**
 * Looks at every Nix block and every option that a text names.
 * @param findingsIn What else is to be said of a block that sets options.
 */
export async function examine(
  markdown: string,
  judge: Judge,
  findingsIn: (code: string) => Promise<readonly CheckFinding[]> = async () => [],
): Promise<Examination> {
  const verdicts = new Map<string, Promise<OptionVerdict>>();
  const parts = partsOf(markdown);
  const hasRoot: HasRoot = (segment) => judge.hasRoot(segment);
  const readings = parts.blocks.flatMap((block) =>
    nixIn(block, hasRoot).map((code) => ({ block, code, reading: readBlock(code) })),
  );
  const own = ownOptions(readings.flatMap(({ reading }) => reading.modules));
  const isOpen = readings.some(({ reading }) => reading.isOpen);
  const verdictOn = (named: readonly (string | undefined)[], set?: OptionSet) => {
    const segments = named.map(orOpen);
    const path = segments.map((segment) => segment ?? '<name>');
    const key = JSON.stringify([segments, set]);
    const verdict =
      verdicts.get(key) ??
      (own.has(path)
        ? Promise.resolve({ name: optionPathText(path), verdict: 'known' as const })
        : judge.verdictOn(segments, { set, isOpen }));
    verdicts.set(key, verdict);
    return verdict;
  };
  const read = (path: readonly string[]) => {
    const named = own.has(path) ? undefined : judge.optionRead(path);
    return named === undefined ? [] : [verdictOn(named)];
  };
  const blocks = await Promise.all(
    readings.map(async ({ block, code, reading }) => ({
      block,
      isNix: true,
      fault: reading.fault,
      findings: isConfiguration(reading, judge) ? await findingsIn(code) : [],
      verdicts: await Promise.all([
        ...optionsOf(reading, judge).map(({ segments, set }) => verdictOn(segments, set)),
        ...reading.reads.flatMap(read),
      ]),
      packages: (
        await Promise.all(reading.packages.map((name) => judge.packageVerdictOn(name)))
      ).filter((verdict) => verdict !== undefined),
    })),
  );
  for (const block of parts.blocks) {
    if (readings.some((one) => one.block === block)) continue;
    const named = namedIn(block).filter((path) => hasRoot(path.split('.')[0] ?? ''));
    const found = await Promise.all(named.map((path) => verdictOn(segmentsOf(path))));
    if (found.length > 0)
      blocks.push({
        block,
        isNix: false,
        fault: undefined,
        findings: [],
        verdicts: found,
        packages: [],
      });
  }
  const mentions = await Promise.all(
    parts.mentions.flatMap((mention) =>
      pathsIn(mention.text, hasRoot)
        .filter((segments) => !isInsideValue(mention.text, segments, judge))
        .map((segments) => verdictOn(segments).then((verdict) => ({ mention, verdict }))),
    ),
  );
  const all = [
    ...blocks.flatMap(({ verdicts: found }) => found),
    ...mentions.map(({ verdict }) => verdict),
  ];
  const nixBlocks = blocks.filter(({ isNix }) => isNix);
  return {
    options: unique(all),
    snippets: nixBlocks.map(({ fault, findings }, index) => ({
      block: index + 1,
      parses: fault === undefined,
      fault,
      ...(findings.length === 0 ? {} : { findings }),
    })),
    packages: unique(blocks.flatMap(({ packages }) => packages)),
    blocks: blocks.map(({ block, fault, findings, verdicts: found, packages }) => ({
      block,
      fault,
      findings,
      packages,
      doubts: found.filter(isDoubtful),
    })),
    mentions: mentions.filter(({ verdict }) => isDoubtful(verdict)),
    risks: [
      ...parts.blocks.map(({ code, end }) => ({ code, end })),
      // One word is the name of a thing, and no command.
      ...parts.mentions
        .map(({ text, end }) => ({ code: text, end }))
        .filter(({ code }) => / /.test(code)),
    ].flatMap(({ code, end }) => risksIn(code).map((risk) => ({ ...risk, end }))),
  };
}

/** One of each name. */
export function unique<T extends { readonly name: string }>(verdicts: readonly T[]): T[] {
  return [...new Map(verdicts.map((verdict) => [verdict.name, verdict])).values()];
}

/**
 * The names of a block that are meant as options. A set may as well be a package, an overlay or a
 * flake: then none of its names starts like an option.
 */
function optionsOf({ names, isModule }: BlockReading, judge: Judge): BlockReading['names'] {
  const startsLikeOption = ({ segments: [root] }: BlockReading['names'][number]) =>
    root !== undefined && judge.hasRoot(root);
  const meant = isModule || names.some(startsLikeOption);
  if (!meant)
    return names.filter(({ segments }) => segments.length > 1 && segments.at(-1) === 'enable');
  const isFlake = names.some(({ segments: [root] }) => root === 'inputs' || root === 'outputs');
  return isFlake ? names.filter(startsLikeOption) : names;
}

/** Whether a block is a part of a configuration: it sets options, and is no flake. */
function isConfiguration(reading: BlockReading, judge: Judge): boolean {
  if (reading.isBroken || optionsOf(reading, judge).length === 0) return false;
  return !reading.names.some(({ segments: [root] }) => root === 'inputs' || root === 'outputs');
}

/** What is read from a value, `config.boot.zfs.package.version`: no set says what is in it. */
function isInsideValue(
  text: string,
  segments: readonly (string | undefined)[],
  judge: Judge,
): boolean {
  const path = segments.filter((segment) => segment !== undefined);
  return (
    text.startsWith('config.') &&
    path.length === segments.length &&
    !judge.isKnown(path) &&
    judge.optionRead(path) === undefined
  );
}

/** The options that a piece of inline code names: a path, `config.` before it, or a few bindings. */
function pathsIn(text: string, hasRoot: HasRoot): (string | undefined)[][] {
  if (looksLikeNix(text, hasRoot))
    return readBlock(text)
      .names.map(({ segments }) => [...segments])
      .filter(([root]) => root !== undefined && hasRoot(root));
  const path = optionPathIn(text.replace(/^(?:nixos-option\s+|(?:config|options)\.)/, ''));
  return path !== undefined && hasRoot(path.split('.')[0] ?? '') ? [segmentsOf(path)] : [];
}

function segmentsOf(path: string): (string | undefined)[] {
  return path
    .split(/\.(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((segment) =>
      /^<.*>$|^\*$/.test(segment) ? undefined : segment.replace(/^"(.*)"$/, '$1'),
    );
}
