import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JudgedRule, Scan, Scanned } from '../result.js';
import { seenText } from './sections.js';

/** The report as SARIF 2.1.0, for what shows findings of many programs. */
export function sarifReport({ rules: name, machines }: Scan): string {
  const known = new Map(machines.flatMap(({ rules }) => rules.map((one) => [one.rule, one])));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: `nixai ${name}`,
            rules: [...known.values()].map(({ rule, title, why, severity }) => ({
              id: rule,
              shortDescription: { text: title },
              fullDescription: { text: why },
              defaultConfiguration: { level: levelOf[severity] },
            })),
          },
        },
        results: machines.flatMap((machine) => machine.rules.map((one) => resultOf(machine, one))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const levelOf: Readonly<Record<JudgedRule['severity'], string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

const kindOf: Readonly<Record<JudgedRule['verdict'], string>> = {
  fail: 'fail',
  undeclared: 'review',
  unknown: 'open',
  declared: 'pass',
  pass: 'pass',
  'not-applicable': 'notApplicable',
};

function resultOf({ name }: Scanned, one: JudgedRule) {
  const { rule, title, severity, verdict, declared, exception } = one;
  const place = declared?.place;
  return {
    ruleId: rule,
    kind: kindOf[verdict],
    // Only what has failed may have a level.
    level: verdict === 'fail' ? levelOf[severity] : 'none',
    message: { text: `${name}: ${title}. ${seenText(one)}` },
    locations: [
      {
        logicalLocations: [{ name, kind: 'machine' }],
        ...(place !== undefined && {
          physicalLocation: {
            artifactLocation: {
              uri: isAbsolute(place.file) ? pathToFileURL(place.file).href : encodeURI(place.file),
            },
            region: { startLine: place.line },
          },
        }),
      },
    ],
    partialFingerprints: {
      'nixai/v1': createHash('sha256').update(`${name}\0${rule}`).digest('hex'),
    },
    ...(exception !== undefined &&
      !exception.over && {
        suppressions: [{ kind: 'external', justification: exception.reason }],
      }),
  };
}
