import {
  bullets,
  card,
  codeBlock,
  markup,
  link,
  numberedLines,
  paragraph,
  prose,
  reportPage,
  section,
  type Piece,
} from '@nixai/api/page';
import type { ModelExplanation } from '@nixai/api';
import type { DiagnosisResult } from '../diagnosis/result.js';
import type { ExcerptLine, Finding, FindingFix } from '../engine/finding.js';
import { isWarning } from '../engine/findings.js';
import { findingsOf } from './page.js';
import { aboutLog, factsHere, factsOf, fixTitle, stepName } from './parts.js';

/** A diagnosis as a page to send to somebody: all that is known. */
export function renderHtml(result: DiagnosisResult, date: Date): string {
  const { input, outcome, ai } = result;
  const { causes, warned, consequences } = findingsOf(result);
  return reportPage({
    title: `Diagnosis of ${input.command ?? input.name}`,
    summary: [
      outcome === 'nothing-wrong' ? 'Nothing wrong found. ' : '',
      markup`<span class="soft">${aboutLog(result)}</span>`,
    ],
    body: [
      section(causes.length > 1 ? 'Causes' : 'The cause', causes.map(findingCard)),
      section('What follows from it', listed(consequences)),
      section('Only warned of', listed(warned)),
      section('Builds that failed', builds(result)),
      section('Not recognised', unrecognised(result)),
      ai === undefined ? '' : explained(ai),
    ],
    by: 'nixai diagnose --format html',
    date,
  });
}

function findingCard(one: Finding): Piece {
  const { title, culprit, message, excerpt, source, fixes, verify, docs } = one;
  const here = factsHere(one);
  return card({
    tone: isWarning(one) ? 'warn' : 'bad',
    word: isWarning(one) ? 'warning' : 'cause',
    title: markup`${title}: <code>${culprit}</code>`,
    about: factsOf(one).join(' · '),
    body: [
      paragraph(message),
      logLines(excerpt),
      source === undefined
        ? ''
        : [markup`<h4>${source.file} on this machine</h4>`, logLines(source.lines)],
      here.length === 0 ? '' : [markup`<h4>On this machine</h4>`, bullets(here)],
      fixes.map((fix) => fixPart(fix, stepName(fix.step, one.answer))),
      verify.length === 0 ? '' : [markup`<h4>Check</h4>`, codeBlock(verify.join('\n'))],
      bullets(docs.map((page) => link(page.title, page.url))),
    ],
  });
}

const logLines = (lines: readonly ExcerptLine[]): Piece =>
  numberedLines(lines.map(({ line, text, hit }) => ({ line, text, mark: hit })));

const fixPart = (fix: FindingFix, step: string): Piece => [
  markup`<h4>${step}: ${prose(fixTitle(fix))}</h4>`,
  fix.code === undefined ? '' : codeBlock(fix.code),
  bullets(
    Object.entries(fix.fill ?? {}).map(([name, what]) => markup`<code>${name}</code>: ${what}`),
  ),
];

const listed = (findings: readonly Finding[]): readonly Piece[] =>
  findings.length === 0
    ? []
    : [
        bullets(
          findings.map(
            ({ title, culprit, line }) => markup`${title}: <code>${culprit}</code> (line ${line})`,
          ),
        ),
      ];

/** Which builds failed by themselves, and how many only because of them. */
function builds({ builds: all }: DiagnosisResult): readonly Piece[] {
  const own = all.filter(({ cause }) => cause === 'builder');
  const waiting = all.length - own.length;
  if (all.length === 0) return [];
  return [
    bullets(
      own.map(({ derivation, detail }) => [
        markup`<code>${derivation}</code>`,
        detail === undefined ? '' : ` (${detail})`,
      ]),
    ),
    waiting === 0 ? '' : paragraph(`${waiting} more only because they need it.`),
  ];
}

const unrecognised = ({ outcome, errorLines, next }: DiagnosisResult): readonly Piece[] =>
  outcome !== 'not-recognised'
    ? []
    : [
        paragraph('No rule knows this failure. The lines that most likely say what went wrong:'),
        numberedLines(errorLines),
        markup`<h3>To learn more</h3>`,
        codeBlock(next.join('\n')),
      ];

const explained = ({ model, complete, text }: ModelExplanation): Piece =>
  section('Explanation by a model', [
    markup`<p class="soft">${model}${complete ? '' : ', incomplete'}</p>`,
    codeBlock(text),
  ]);
