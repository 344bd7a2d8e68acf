import { ExitCode, NixaiError, type ConfigFinding } from '@nixai/api';

/** Faults shown in full; of more, only the number. */
const most = 5;

/** The error that every reader of a configuration with faults gets. */
export function invalidConfig(faults: readonly ConfigFinding[]): NixaiError {
  const shown = faults.slice(0, most).map(describeFinding);
  if (faults.length > most) shown.push(`and ${faults.length - most} more (nixai config validate)`);
  const from = faults[0]?.from ?? '';
  return new NixaiError({
    code: 'config-invalid',
    what: 'the configuration cannot be used as it is',
    why: shown.join('\n'),
    hint: isVariable(from) ? `unset ${from}` : 'nixai config edit',
    exitCode: ExitCode.refused,
  });
}

/** One line: where, which key, what is wrong, what was probably meant. */
export function describeFinding(finding: ConfigFinding): string {
  const { from, line, column, path, message, nearest } = finding;
  const where = line === undefined ? from : `${from}:${line}:${column}`;
  const key = path.join('.');
  const named = key === '' || message.includes(`"${key}"`) ? '' : `${key}: `;
  return `${where}: ${named}${message}${nearest === undefined ? '' : ` (nearest: ${nearest})`}`;
}

function isVariable(from: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(from);
}
