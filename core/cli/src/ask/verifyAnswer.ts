import { verifier, type Host, type Verification, type Verified } from '@nixai/api';
import { footerOf } from '@nixai/check/verify';

/** Has an answer that was composed here checked. */
export async function verifyAnswer(
  host: Host,
  answer: string,
  signal: AbortSignal,
): Promise<Verified> {
  const service = await host.service(verifier);
  const { markdown, verification } = await service.verify(answer, { signal });
  return { markdown: withFooter(markdown, verification), verification };
}

/** An answer with the line that says what was checked against what. */
export function withFooter(markdown: string, verification: Verification): string {
  const footer = footerOf(verification);
  return footer === undefined ? markdown : `${markdown.trimEnd()}\n\n*${footer}.*\n`;
}
