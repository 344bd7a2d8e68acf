import type { CheckedHost, CheckFinding, CheckReport } from '@nixai/api';
import {
  card,
  markup,
  link,
  numberedLines,
  paragraph,
  prose,
  reportPage,
  section,
  table,
  type Piece,
  type Tone,
} from '@nixai/api/page';
import { readExcerpts, type Shown } from './excerpts.js';
import { shownPath } from './shownPath.js';
import { summaryOf } from './summary.js';

const tones: Readonly<Record<CheckFinding['severity'], Tone>> = {
  error: 'bad',
  warning: 'warn',
  note: 'note',
};

/**
 * The report as a page to send to somebody: every finding below its file.
 * @param texts those that are no files.
 */
export async function toHtml(
  report: CheckReport,
  texts: ReadonlyMap<string, string>,
  date: Date,
): Promise<string> {
  const { findings, files, hosts = [] } = report;
  const excerptOf = await readExcerpts(findings, texts);
  const [only, ...others] = files;
  const what =
    only !== undefined && others.length === 0 ? shownPath(only) : `${files.length} files`;
  const sections = [...new Set(findings.map(({ file }) => file))].map((file) =>
    section(
      shownPath(file),
      findings.filter((one) => one.file === file).map((one) => findingCard(one, excerptOf(one))),
    ),
  );
  return reportPage({
    title: `Check of ${what}`,
    summary: summaryOf(report).flatMap((line, at) => (at === 0 ? [line] : [markup`<br>`, line])),
    body: [
      ...(findings.length === 0 ? [markup`<p>Nothing was found.</p>`] : sections),
      hostTable(hosts),
    ],
    by: 'nixai check --format html',
    date,
  });
}

function findingCard(finding: CheckFinding, shown: Shown | undefined): Piece {
  const { severity, message, rule, origin, file, line, column, why, hint, docs } = finding;
  const from = origin === undefined ? '' : markup` of ${origin}`;
  return card({
    tone: tones[severity],
    word: severity,
    title: prose(message),
    about: markup`${shownPath(file)}:${line}:${column} · rule <code>${rule}</code>${from}`,
    body: [
      shown === undefined ? '' : numberedLines([{ line, text: shown.text, mark: shown }]),
      paragraph(why),
      hint === undefined ? '' : markup`<p><strong>Fix:</strong> ${prose(hint)}</p>`,
      docs === undefined ? '' : markup`<p>${link(`About ${rule}`, docs)}</p>`,
    ],
  });
}

const hostTable = (hosts: readonly CheckedHost[]): Piece =>
  section(
    'Machines and homes',
    hosts.length === 0
      ? []
      : [
          table(
            ['Name', 'Errors', 'Warnings', 'Notes'],
            hosts.map(({ name, errors, warnings, notes }) => [name, errors, warnings, notes]),
          ),
        ],
  );
