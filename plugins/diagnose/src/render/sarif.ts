import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { lowConfidence, type Finding } from '../engine/finding.js';
import type { DiagnosisResult } from '../diagnosis/result.js';

/** A diagnosis as SARIF 2.1.0, for code scanning: one result a finding, at its line of the log. */
export function renderSarif({ input, findings }: DiagnosisResult): string {
  const rules = [...new Map(findings.map((one) => [one.rule, one])).values()].map(ruleOf);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'nixai diagnose', rules } },
        results: findings.map((finding) => resultOf(finding, input.name)),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function ruleOf({ rule, title, docs }: Finding) {
  return {
    id: rule,
    shortDescription: { text: title },
    ...(docs[0] === undefined ? {} : { helpUri: docs[0].url }),
  };
}

function resultOf(finding: Finding, input: string) {
  const { rule, role, confidence, culprit, message, fixes, line, at } = finding;
  const uri = input === 'stdin' ? 'stdin' : pathToFileURL(resolve(input)).href;
  const fix = fixes.map(({ title, code }) => (code === undefined ? title : `${title}\n${code}`));
  const source =
    at === undefined
      ? []
      : [
          {
            id: 1,
            physicalLocation: {
              artifactLocation: { uri: encodeURI(at.file) },
              ...(at.line === undefined
                ? {}
                : {
                    region: {
                      startLine: Math.max(1, at.line),
                      startColumn: Math.max(1, at.column ?? 1),
                    },
                  }),
            },
          },
        ];
  return {
    ruleId: rule,
    level: role === 'consequence' ? 'note' : confidence < lowConfidence ? 'warning' : 'error',
    message: { text: [`${culprit}: ${message}`, ...fix].join('\n\n') },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }],
    relatedLocations: source,
    properties: { class: finding.class, culprit, confidence },
  };
}
