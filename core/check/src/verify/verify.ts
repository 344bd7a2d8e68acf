import type { OptionVerdict, Verified, Verifier } from '@nixai/api';
import { examine, type Examination } from './examine.js';
import { blockFindings } from './blockFindings.js';
import { createJudge, type Judge } from './judge.js';
import { mark } from './mark.js';
import { findingInWords, isDoubtful, isMissing, missingInWords } from './words.js';
import type { CheckHost } from '../host.js';

/** The service that checks an answer before a person trusts it. */
export function createVerifier(host: CheckHost): Verifier {
  let judging: Promise<Judge> | undefined;
  return {
    async verify(markdown, { repair, signal } = {}) {
      const judge = await (judging ??= createJudge(host));
      // What was composed here is held by tests; what a model wrote is checked as a configuration is.
      const findingsIn = repair && ((code: string) => blockFindings(host, code));
      const look = (text: string) => examine(text, judge, findingsIn);
      let best = { markdown, examination: await look(markdown) };
      const most = repair === undefined ? 0 : await host.config.get('ai_repair_rounds');
      let rounds = 0;
      while (rounds < most && faultsOf(best.examination) > 0 && signal?.aborted !== true) {
        rounds++;
        const again = await repair?.(
          complaintsAbout(best.examination, judge.against),
          best.markdown,
        );
        if (again === undefined) break;
        const next = { markdown: again, examination: await look(again) };
        if (isBetter(next, best)) best = next;
      }
      return verified(best, judge.against, rounds, best.markdown !== markdown);
    },
  };
}

interface Examined {
  readonly markdown: string;
  readonly examination: Examination;
}

/** Fewer faults, in an answer that answers still: a model that gives up has none. */
const isBetter = (next: Examined, best: Examined): boolean =>
  faultsOf(next.examination) < faultsOf(best.examination) && stillAnswers(next, best);

/** The least share of an answer's length that its mended form has. */
const leastShare = 0.4;

function stillAnswers(next: Examined, before: Examined): boolean {
  const known = ({ examination: { options } }: Examined) =>
    options.filter(({ verdict }) => verdict === 'known').length;
  const named = before.examination.options.length > 0;
  const code = before.examination.snippets.length > 0;
  return (
    next.markdown.trim().length >= leastShare * before.markdown.trim().length &&
    known(next) >= Math.max(named ? 1 : 0, Math.ceil(known(before) / 2)) &&
    (!code || next.examination.snippets.length > 0)
  );
}

function verified(
  { markdown, examination }: Examined,
  against: string,
  rounds: number,
  repaired: boolean,
): Verified {
  const { options, snippets, packages } = examination;
  const risks = examination.risks.map(({ code, why }) => ({ code, why }));
  return {
    markdown: mark(markdown, examination, against),
    verification: { checkedAgainst: against, options, snippets, packages, risks, repaired, rounds },
  };
}

/** What is wrong with an answer, counted: the fewer the better. */
function faultsOf({ options, snippets, packages }: Examination): number {
  const broken = snippets.filter(({ parses }) => !parses).length;
  const found = snippets.reduce((sum, { findings = [] }) => sum + findings.length, 0);
  return options.filter(isDoubtful).length + broken + found + packages.filter(isMissing).length;
}

/** What a model is told about its answer. */
function complaintsAbout({ options, snippets, packages }: Examination, against: string): string {
  const lines = [
    ...options.filter(isDoubtful).map((verdict) => `- ${complaint(verdict, against)}`),
    ...packages.filter(isMissing).map((verdict) => `- ${missingInWords(verdict)}`),
    ...snippets.flatMap(({ block, fault }) =>
      fault === undefined ? [] : [`- Nix block ${block} does not parse: ${fault}`],
    ),
    ...snippets.flatMap(({ block, findings = [] }) =>
      findings.map((finding) => `- Nix block ${block}, ${findingInWords(finding)}`),
    ),
  ];
  return [
    'A check of your answer found:',
    ...lines,
    'Write the whole answer again with these mended. Use only options that exist; if there is none for the purpose, say so.',
  ].join('\n');
}

function complaint({ name, verdict, instead = [] }: OptionVerdict, against: string): string {
  if (verdict === 'renamed') return `the option ${name} was renamed to ${instead.join(' and ')}`;
  if (verdict === 'removed') return `the option ${name} was removed`;
  const nearest = instead.length === 0 ? '' : ` (nearest: ${instead.join(', ')})`;
  return `there is no option ${name} in ${against}${nearest}`;
}
