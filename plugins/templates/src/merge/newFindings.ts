import { checker, type CheckFinding, type Host } from '@nixai/api';
import type { Configuration } from './configuration.js';
import type { NewTexts } from './edits.js';

/** A finding that a merge would bring. */
export type NewFinding = Pick<CheckFinding, 'rule' | 'severity' | 'message' | 'file' | 'line'>;

/** What the checker says of each file after a merge and did not say before. */
export async function newFindings(
  host: Host,
  { files }: Configuration,
  texts: NewTexts,
): Promise<NewFinding[]> {
  const service = await host.service(checker);
  const found: NewFinding[] = [];
  for (const [name, text] of texts) {
    const old = files.find((file) => file.name === name)?.tree.source;
    const before =
      old === undefined ? [] : (await service.check({ name, text: old })).findings.map(keyOf);
    for (const finding of (await service.check({ name, text })).findings) {
      const at = before.indexOf(keyOf(finding));
      if (at >= 0) before.splice(at, 1);
      else if (finding.severity !== 'note') found.push(told(finding, name));
    }
  }
  return found;
}

const keyOf = ({ rule, message }: CheckFinding): string => `${rule} ${message}`;

function told({ rule, severity, message, line }: CheckFinding, file: string): NewFinding {
  return { rule, severity, message, file, line };
}
