import {
  askVerified,
  fencedPrompt,
  models,
  type ChatMessage,
  type Host,
  type ModelChoice,
  type ResolvedModel,
  type Verification,
} from '@nixai/api';
import type { Finding } from '../engine/finding.js';
import type { DiagnosisResult } from './result.js';

/** What a model adds to the rules' findings; checked like every answer. */
export interface ModelDiagnosis {
  readonly text: string;
  readonly provider: string;
  readonly model: string;
  readonly complete: boolean;
  readonly verification: Verification;
}

/** The model that would be asked; undefined where none is to be, or none is there. */
export async function modelFor(
  host: Host,
  choice: ModelChoice,
): Promise<ResolvedModel | undefined> {
  if (choice['no-ai'] === true) return undefined;
  const model = await (await host.service(models)).resolve(choice);
  return model.provider === 'offline' ? undefined : model;
}

/** Asks the model about the findings, or about the lines that no rule knows. */
export async function askModel(
  host: Host,
  model: ResolvedModel,
  result: DiagnosisResult,
  options: {
    readonly choice: ModelChoice;
    readonly signal: AbortSignal;
    readonly changes?: string;
  },
): Promise<ModelDiagnosis> {
  const messages = promptFor(result, options.changes);
  const answer = await askVerified(host, model, messages, options);
  const { text, provider, model: name, complete, verification } = answer;
  return { text, provider, model: name, complete, verification };
}

/** What would be sent, after redaction. */
export async function previewPrompt(
  host: Host,
  model: ResolvedModel,
  result: DiagnosisResult,
): Promise<string> {
  return (await host.service(models)).preview(model, promptFor(result));
}

const mostFindings = 4;

const rules = `You help a NixOS user whose command failed. Rules have read the log already; they are right where they are sure. Explain the root cause in plain words, say what to change (one fenced nix or sh block at most) and how to check it, in at most 200 words. If the rules recognised nothing, say what the lines suggest and what to run to learn more, and that it is a guess. Name only options that exist.`;

function promptFor(result: DiagnosisResult, changes?: string): ChatMessage[] {
  const known = {
    origin: result.origin,
    findings: result.findings.slice(0, mostFindings).map(shortened),
    unrecognisedLines: result.errorLines,
  };
  const found = { title: 'what the rules found', text: JSON.stringify(known, undefined, 1) };
  return fencedPrompt({
    rules,
    foreign:
      changes === undefined
        ? [found]
        : [found, { title: 'what the person changed', text: changes }],
    request: 'Explain the root cause and the fix.',
  });
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
    fixes: fixes.map(({ title, code }) => ({ title, code })),
    log: excerpt.map(({ text }) => text).join('\n'),
  };
}
