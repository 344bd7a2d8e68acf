import { ExitCode, NixaiError } from '@nixai/api';
import type { PreparedTemplate } from './prepare.js';

/**
 * A template may only be written with every value given, and where what came out is right.
 * @throws NixaiError `template-variable` or `template-faulty`.
 */
export function refuseUnready({
  id,
  missing,
  check,
}: Pick<PreparedTemplate, 'id' | 'missing' | 'check'>): void {
  if (missing.length > 0)
    throw new NixaiError({
      code: 'template-variable',
      what: `${id} needs ${missing.join(', ')}`,
      hint: `${missing.map((name) => `--set ${name}=…`).join(' ')} (or --interactive, to be asked)`,
      exitCode: ExitCode.usage,
    });
  const fault = check.findings.find(({ severity }) => severity === 'error');
  if (fault !== undefined)
    throw new NixaiError({
      code: 'template-faulty',
      what: `what ${id} makes of these values is wrong`,
      why: `line ${fault.line}: ${fault.message}`,
      hint: `nixai templates show ${id}`,
      exitCode: ExitCode.refused,
    });
}
