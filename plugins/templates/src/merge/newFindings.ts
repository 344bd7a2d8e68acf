import { checker, type CheckFinding, type Host } from '@nixai/api';
import { Lines, parse } from '@nixai/nix';
import { Facts, lacks } from '../groups/index.js';
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
  return [...found, ...lacking(files, texts)];
}

/** Options that a merge brings and that need others which are not there. */
function lacking(files: Configuration['files'], texts: NewTexts): NewFinding[] {
  const after = [
    ...files.filter(({ name }) => !texts.has(name)),
    ...[...texts].map(([name, text]) => ({
      name,
      tree: parse(text, { pipeOperators: true }).tree,
    })),
  ];
  const whole = new Facts(after);
  return lacks(whole, new Facts(files)).map(({ path, why }) => {
    const at = whole.holding({ kind: 'set', path });
    const line =
      at === undefined ? 1 : new Lines(at.tree.source).positionOf(at.leaf.written.start).line;
    return { rule: 'option-needs', severity: 'warning', message: why, file: at?.file ?? '', line };
  });
}

const keyOf = ({ rule, message }: CheckFinding): string => `${rule} ${message}`;

function told({ rule, severity, message, line }: CheckFinding, file: string): NewFinding {
  return { rule, severity, message, file, line };
}
