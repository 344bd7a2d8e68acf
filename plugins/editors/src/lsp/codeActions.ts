import type { CheckFinding, CheckOptions, Checker } from '@nixai/api';
import { CodeActionKind, type CodeAction, type TextEdit } from 'vscode-languageserver';
import { diagnosticOf, spanOf } from './diagnostics.js';
import type { OpenDocument } from './documents.js';
import { fixAll } from './greeting.js';
import type { Positions } from './positions.js';

/** Each is a check of the file; who marks all of it has `fixAll`. */
const mostTried = 16;

export interface Asked {
  readonly start: number;
  readonly end: number;
  /** Kinds that the editor wants; all if absent. */
  readonly only?: readonly string[];
}

/** Edits that mend findings: each is checked again, and none is offered that leads to another fault. */
export async function codeActions(
  check: Checker,
  document: OpenDocument,
  findings: readonly CheckFinding[],
  asked: Asked,
  positions: Positions,
  options: CheckOptions,
): Promise<CodeAction[]> {
  const { text, path, target } = document;
  const wants = (kind: string) =>
    asked.only?.some((one) => kind === one || kind.startsWith(`${one}.`)) ?? true;
  const fixable = findings.filter((finding) => finding.fixable === true);
  const actions: CodeAction[] = [];
  const offer = async (title: string, kind: string, only?: CheckFinding) => {
    const after = (await check.mended(target, { ...options, only })).get(path);
    if (after === undefined) return;
    const diagnostics = only === undefined ? undefined : [diagnosticOf(only, text, positions)];
    const changes = { [text.uri]: [editTo(document, after, positions)] };
    actions.push({ title, kind, diagnostics, isPreferred: true, edit: { changes } });
  };
  const isAsked = (finding: CheckFinding) => {
    const { start, end } = spanOf(finding, text);
    return start <= asked.end && asked.start <= end;
  };
  if (wants(CodeActionKind.QuickFix))
    for (const finding of fixable.filter(isAsked).slice(0, mostTried))
      await offer(titleOf(finding), CodeActionKind.QuickFix, finding);
  // Asked for by name, as when a file is saved: it takes a check of the whole file.
  if (asked.only !== undefined && wants(fixAll) && fixable.length > 0)
    await offer('Mend all that can be mended safely', fixAll);
  return actions;
}

const titleOf = ({ hint, message }: CheckFinding): string =>
  `Mend: ${(hint ?? message).split('\n')[0]}`;

/** The part alone that differs: the cursor and what is folded stay where they are. */
function editTo({ text: document }: OpenDocument, after: string, positions: Positions): TextEdit {
  const before = document.getText();
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const range = positions.rangeOf(document, { start, end: before.length - tail });
  return { range, newText: after.slice(start, after.length - tail) };
}
