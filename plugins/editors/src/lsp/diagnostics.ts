import type { CheckFinding } from '@nixai/api';
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Positions } from './positions.js';

const severities: Readonly<Record<CheckFinding['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};

const tags = new Map<string, DiagnosticTag>([
  ['renamed-option', DiagnosticTag.Deprecated],
  ['unused-argument', DiagnosticTag.Unnecessary],
  ['unused-binding', DiagnosticTag.Unnecessary],
]);

/** A finding as an editor shows it. */
export function diagnosticOf(
  finding: CheckFinding,
  document: TextDocument,
  positions: Positions,
): Diagnostic {
  const { rule, severity, message, why, hint, docs } = finding;
  const tag = tags.get(rule);
  return {
    range: positions.rangeOf(document, spanOf(finding, document)),
    severity: severities[severity],
    source: 'nixai',
    code: rule,
    message: [message, why, hint].filter((line) => line !== undefined).join('\n'),
    ...(docs !== undefined && { codeDescription: { href: docs } }),
    ...(tag !== undefined && { tags: [tag] }),
  };
}

/** Where a finding stands; at least one character, so that it can be seen. */
export function spanOf(
  { line, column, endLine, endColumn }: CheckFinding,
  document: TextDocument,
): { readonly start: number; readonly end: number } {
  const start = document.offsetAt({ line: line - 1, character: column - 1 });
  const end = document.offsetAt({ line: endLine - 1, character: endColumn - 1 });
  return { start, end: Math.max(end, start) };
}
