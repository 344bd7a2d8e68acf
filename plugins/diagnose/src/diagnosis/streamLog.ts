import type { DiagnosisRule } from '@nixai/api';
import { indexRules } from '../engine/ruleIndex.js';
import { createDiagnoser } from '../engine/diagnoser.js';
import type { Finding } from '../engine/finding.js';
import { unreadable, type LogInput } from '../input/openInput.js';
import { concerns, resultOf } from './diagnoseLog.js';
import type { DiagnosisResult } from './result.js';

export interface StreamOptions {
  readonly component?: string;
  readonly signal: AbortSignal;
  /** Called for each new finding, as soon as what stands around it is there. */
  readonly onFinding: (finding: Finding) => void;
}

/** Milliseconds without a line after which a block counts as complete. */
const quiet = 80;
/** Milliseconds that a finding waits for the rest of its block where lines never cease. */
const patience = 140;

/** Follows a log until it ends: new findings are told at once, repeated ones only counted. */
export async function streamLog(
  rules: readonly DiagnosisRule[],
  input: LogInput,
  { component, signal, onFinding }: StreamOptions,
): Promise<DiagnosisResult> {
  const diagnoser = createDiagnoser(indexRules(rules));
  const told = new Set<string>();
  const tell = (findings: readonly Finding[]): void => {
    for (const one of findings) {
      const key = `${one.class}\n${one.culprit}`;
      if (told.has(key) || (component !== undefined && !concerns(one, component))) continue;
      told.add(key);
      onFinding(one);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  /** When the first line came that is not settled yet. */
  let since: number | undefined;
  const settle = (): void => {
    since = undefined;
    tell(diagnoser.settle());
  };
  const abort = (): void => void input.stream.destroy();
  signal.addEventListener('abort', abort, { once: true });
  try {
    for await (const chunk of input.stream) {
      clearTimeout(timer);
      tell(diagnoser.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))));
      const now = performance.now();
      since ??= now;
      timer = setTimeout(settle, Math.max(0, Math.min(quiet, since + patience - now)));
    }
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(input.name, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
  const ended = diagnoser.end();
  tell(ended.findings);
  return { ...resultOf(input.name, ended, component), streamed: true };
}
