import type {
  CheckFinding,
  OptionVerdict,
  PackageVerdict,
  RiskVerdict,
  SnippetVerdict,
} from '@nixai/api';
import type { Judge } from './judge.js';
import { partsOf, type CodeBlock, type Mention } from './markdown.js';
import { readBlock, type BlockReading } from './namesInBlock.js';
import { optionPathIn } from './optionLikeText.js';
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
  const verdictOn: Judge['verdictOn'] = (segments, set) => {
    const key = JSON.stringify([segments, set]);
    const known = verdicts.get(key) ?? judge.verdictOn(segments, set);
    verdicts.set(key, known);
    return known;
  };
  const parts = partsOf(markdown);
  const nix = parts.blocks.filter(({ isNix }) => isNix);
  const readings = nix.map((block) => ({ block, reading: readBlock(block.code) }));
  const blocks = await Promise.all(
    readings.map(async ({ block, reading }) => ({
      block,
      fault: reading.fault,
      findings: isConfiguration(reading, judge) ? await findingsIn(block.code) : [],
      verdicts: await Promise.all(
        optionsOf(reading, judge).map(({ segments, set }) => verdictOn(segments, set)),
      ),
      packages: (
        await Promise.all(reading.packages.map((name) => judge.packageVerdictOn(name)))
      ).filter((verdict) => verdict !== undefined),
    })),
  );
  const mentions = await Promise.all(
    parts.mentions.flatMap((mention) => {
      const path = optionPathIn(mention.text);
      if (path === undefined || !judge.hasRoot(path.split('.')[0] ?? '')) return [];
      return [verdictOn(segmentsOf(path)).then((verdict) => ({ mention, verdict }))];
    }),
  );
  const all = [
    ...blocks.flatMap(({ verdicts: found }) => found),
    ...mentions.map(({ verdict }) => verdict),
  ];
  return {
    options: unique(all),
    snippets: blocks.map(({ fault, findings }, index) => ({
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
  if (reading.fault !== undefined || optionsOf(reading, judge).length === 0) return false;
  return !reading.names.some(({ segments: [root] }) => root === 'inputs' || root === 'outputs');
}

function segmentsOf(path: string): (string | undefined)[] {
  return path
    .split(/\.(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((segment) =>
      /^<.*>$|^\*$/.test(segment) ? undefined : segment.replace(/^"(.*)"$/, '$1'),
    );
}
