import { healthGroups, type HealthStatus } from '@nixai/api';
import {
  badge,
  bullets,
  card,
  codeBlock,
  markup,
  paragraph,
  prose,
  reportPage,
  section,
  table,
  type Piece,
  type Tone,
} from '@nixai/api/page';
import { plural } from '../machine/fields.js';
import type { Comparison, Fixed, HealthReport, HealthResult } from '../results/report.js';
import { byWeight, isTrouble } from '../run/status.js';
import { optionsUntold, versions } from './comparison.js';
import { outcomeOf } from './fixed.js';
import { besides, machineOf, remediesOf } from './parts.js';

const tones: Readonly<Record<HealthStatus, Tone>> = {
  critical: 'bad',
  major: 'bad',
  minor: 'warn',
  unknown: 'warn',
  ok: 'good',
  skipped: 'note',
};

/** The report as a page to send to somebody: all of it, with what was left out and why. */
export function renderHtml(report: HealthReport): string {
  const { results, comparison, fixed, words, date } = report;
  return reportPage({
    title: `Health of ${machineOf(report)}`,
    summary: summaryOf(report),
    body: [
      remedies(results),
      healthGroups.map((group) => groupSection(group, results)),
      comparison === undefined ? '' : comparisonSection(comparison),
      fixed === undefined ? '' : fixedSection(fixed),
      words === undefined ? '' : wordsSection(words),
    ],
    by: 'nixai health --format html',
    date: new Date(date),
  });
}

function summaryOf(report: HealthReport): Piece {
  const { counts, status } = report;
  const found = (['critical', 'major', 'minor'] as const)
    .filter((level) => counts[level] > 0)
    .map((level) => badge(tones[level], `${counts[level]} ${level}`));
  const none = status === 'unknown' ? 'nothing could be told' : 'nothing wrong found';
  return [(found.length > 0 ? found : [`${none}:`]).map((one) => [one, ' ']), besides(report)];
}

const remedies = (results: readonly HealthResult[]): Piece =>
  section(
    'What to do',
    remediesOf(results).map(({ fix: { title, code }, of }) => [
      markup`<h3>${prose(title)}</h3>`,
      markup`<p class="soft">${of.join(', ')}</p>`,
      code === undefined ? '' : codeBlock(code),
    ]),
  );

function groupSection(group: string, results: readonly HealthResult[]): Piece {
  const own = results.filter((one) => one.group === group);
  const told = own.filter(({ status }) => isTrouble(status) || status === 'unknown');
  const rest = own.filter((one) => !told.includes(one));
  return section(
    sentence(group),
    own.length === 0
      ? []
      : [
          [...told].sort(byWeight).map(resultCard),
          bullets(
            rest.map(
              (one) =>
                markup`${badge(tones[one.status], one.status)} ${nameOf(one)}: ${one.summary}`,
            ),
          ),
        ],
  );
}

/** As a sentence begins. */
const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const nameOf = ({ title, target }: HealthResult): string =>
  target === undefined ? title : `${title}: ${target}`;

function resultCard(result: HealthResult): Piece {
  const { status, summary, evidence, cause, known, check } = result;
  return card({
    tone: tones[status],
    word: status,
    title: nameOf(result),
    about: markup`check <code>${check}</code>${known === true ? ' · as in the baseline' : ''}`,
    body: [
      paragraph(summary),
      evidence.length === 0 ? '' : codeBlock(evidence.join('\n')),
      paragraph(cause),
    ],
  });
}

function comparisonSection(comparison: Comparison): Piece {
  const { generation, kernel, changes, options, failedSince } = comparison;
  return section(`Against generation ${generation}`, [
    paragraph(kernel === undefined ? 'The same kernel.' : `Kernel: ${kernel}.`),
    paragraph(
      failedSince === undefined
        ? 'systemd does not say what failed since.'
        : failedSince.length === 0
          ? 'No unit has failed since.'
          : `Failed since: ${failedSince.join(', ')}.`,
    ),
    options === undefined
      ? paragraph(`${sentence(optionsUntold)}.`)
      : options.length === 0
        ? paragraph('The same options.')
        : [
            paragraph(`${plural(options.length, 'option')} changed:`),
            table(
              ['Option', 'Before', 'Now'],
              options.map(({ option, before, after }) => [
                option,
                before ?? 'not set',
                after ?? 'not set',
              ]),
            ),
          ],
    changes.length === 0
      ? paragraph('The same packages.')
      : [
          paragraph(`${plural(changes.length, 'package')} changed:`),
          table(
            ['Package', 'Before', 'Now'],
            changes.map(({ name, before, after }) => [name, versions(before), versions(after)]),
          ),
        ],
  ]);
}

const fixedSection = (fixed: readonly Fixed[]): Piece =>
  section('Mended', [
    fixed.length === 0
      ? paragraph('Nothing of it can be mended without you.')
      : bullets(
          fixed.map((one) => [
            `${one.what}: ${outcomeOf(one)}`,
            one.outcome === 'done' ? '' : codeBlock(one.command.join(' ')),
          ]),
        ),
  ]);

/** A model's words, and what of them is not a recommendation of the checks. */
const wordsSection = ({ explanation, unbacked }: NonNullable<HealthReport['words']>): Piece =>
  section('In the words of a model', [
    markup`<p class="soft">${explanation.model}${explanation.complete ? '' : ', incomplete'}</p>`,
    codeBlock(explanation.text),
    unbacked.length === 0
      ? ''
      : [paragraph('No check recommends this part of it:'), codeBlock(unbacked.join('\n'))],
  ]);
