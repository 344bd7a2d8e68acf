import { pathToFileURL } from 'node:url';
import type { CheckFinding, CheckReport } from '@nixai/api';

const levels = { error: 'error', warning: 'warning', note: 'note' } as const;

/**
 * The report as SARIF 2.1.0, which code hosts show beside the lines.
 * @param version that of the program.
 */
export function toSarif({ findings }: CheckReport, version: string): unknown {
  const rules = [...new Map(findings.map((finding) => [finding.rule, finding])).values()];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'nixai check',
            version,
            rules: rules.map(({ rule, message, docs }) => ({
              id: rule,
              shortDescription: { text: message },
              helpUri: docs,
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(resultOf),
      },
    ],
  };
}

function resultOf({ rule, severity, message, why, hint, file, ...place }: CheckFinding): unknown {
  const { line, column, endLine, endColumn } = place;
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: [message, why, hint].filter((part) => part !== undefined).join('. ') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file === 'stdin' ? 'stdin' : pathToFileURL(file).href },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  };
}
