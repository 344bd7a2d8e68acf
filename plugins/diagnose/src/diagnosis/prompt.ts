import type { PromptParts } from '@nixai/api';
import type { Finding } from '../engine/finding.js';
import type { DiagnosisResult } from './result.js';

const mostFindings = 4;

const rules = `You help a NixOS user whose command failed. Rules have read the log already; they are right where they are sure. Explain the root cause in plain words, say what to change (one fenced nix or sh block at most) and how to check it, in at most 200 words. If the rules recognised nothing, say what the lines suggest and what to run to learn more, and that it is a guess. Name only options that exist.`;

/** What a model is told of the findings, or of the lines that no rule knows. */
export function promptFor(result: DiagnosisResult, changes?: string): PromptParts {
  const known = {
    origin: result.origin,
    findings: result.findings.slice(0, mostFindings).map(shortened),
    unrecognisedLines: result.errorLines,
  };
  const found = { title: 'what the rules found', text: JSON.stringify(known, undefined, 1) };
  return {
    rules,
    foreign:
      changes === undefined
        ? [found]
        : [found, { title: 'what the person changed', text: changes }],
    request: 'Explain the root cause and the fix.',
  };
}

function shortened({
  class: root,
  culprit,
  message,
  fixes,
  excerpt,
  confidence,
  derivation,
}: Finding) {
  return {
    class: root,
    culprit,
    message,
    confidence,
    derivation,
    fixes: fixes.map(({ title, code, step }) => ({ title, code, step })),
    log: excerpt.map(({ text }) => text).join('\n'),
  };
}
