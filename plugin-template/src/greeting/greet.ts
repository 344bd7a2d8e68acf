import { ExitCode, NixaiError } from '@nixai/api';

/** A greeting for that name. Throws `name-missing` where there is none. */
export function greet(name: string, loud = false): string {
  if (name.trim() === '')
    throw new NixaiError({
      code: 'name-missing',
      what: 'there is nobody to greet',
      hint: 'nixai acme-demo Ada',
      exitCode: ExitCode.usage,
    });
  const greeting = `Hello, ${name.trim()}!`;
  return loud ? greeting.toUpperCase() : greeting;
}
