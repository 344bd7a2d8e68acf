import { checker, type CheckFinding, type Host } from '@nixai/api';
import type { Finding } from '../engine/finding.js';
import type { DiagnosisResult } from './result.js';

const confidences = { error: 0.95, warning: 0.7, note: 0.4 } as const;

/**
 * What core's checker says of a configuration, as findings.
 * @param target a file or folder, or a text with the name to show for it.
 * @throws NixaiError `check-unreadable` (exit 5) where there is nothing to read.
 */
export async function diagnoseConfig(
  host: Host,
  target: string | { readonly name: string; readonly text: string },
): Promise<DiagnosisResult> {
  const report = await (await host.service(checker)).check(target);
  const findings = report.findings.map(findingOf).sort((a, b) => b.confidence - a.confidence);
  const text = typeof target === 'string' ? '' : target.text;
  return {
    outcome: report.findings.some(({ severity }) => severity !== 'note')
      ? 'diagnosed'
      : 'nothing-wrong',
    input: {
      name: typeof target === 'string' ? target : target.name,
      lines: text === '' ? 0 : text.trimEnd().split('\n').length,
      bytes: Buffer.byteLength(text),
    },
    origin: {},
    findings,
    builds: [],
    errorLines: [],
    next: [],
  };
}

function findingOf(found: CheckFinding): Finding {
  const { rule, severity, message, why, hint, file, line, column } = found;
  return {
    rule: `config/${rule}`,
    class: rule,
    phase: 'eval',
    title: severity === 'error' ? 'Fault in the configuration' : 'Advice on the configuration',
    components: ['evaluation', 'options'],
    docs: [],
    culprit: `${file}:${line}:${column}`,
    message: why === undefined ? message : `${message}. ${why}`,
    at: { file, line, column },
    fixes: hint === undefined ? [] : [{ title: hint, risk: 'none' }],
    verify: [`nixai check ${file === 'stdin' ? '-' : file}`],
    confidence: confidences[severity],
    answer: confidences[severity],
    line,
    excerpt: [],
    count: 1,
    role: 'cause',
  };
}

/** Definitions without braces around them, as people paste them, as the module that they mean. */
export function asModule(text: string): string {
  const first = text.split('\n').find((line) => line.trim() !== '' && !/^\s*#/.test(line)) ?? '';
  return /^\s*[\w"'.-]{1,200} =/.test(first) ? `{ ${text.trimEnd()}\n}` : text;
}

/** Whether a short text is a piece of a configuration, and no log. */
export function looksLikeNix(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  if (lines.length === 0) return false;
  const nix = lines.filter((line) =>
    /^\s*(?:[\w"'.${}-]{1,200} = .*[;{[(]$|[\w"'.${}-]{1,200} =$|[{}\])]+;?$|\{ ?[\w, .?]{0,200}\}:|(?:let|in|with [\w.]{1,60};|inherit .*;|imports = .*)\s*\{?$)/.test(
      line,
    ),
  );
  return nix.length / lines.length > 0.5;
}
