import { verifier, type Host, type Verification, type Verified } from '@nixai/api';
import { footerOf } from '@nixai/check/verify';

/** Has an answer that was composed here checked. */
export async function verifyAnswer(
  host: Host,
  answer: string,
  full: boolean,
  signal: AbortSignal,
): Promise<Verified> {
  const service = await host.service(verifier);
  const { markdown, verification } = await service.verify(answer, { signal });
  return { markdown: withFooter(markdown, verification, full), verification };
}

/** An answer with the line that says what was checked against what; in full, how large and old that is. */
export function withFooter(markdown: string, verification: Verification, full = true): string {
  const { checkedAgainst } = verification;
  const against = full ? checkedAgainst : briefly(checkedAgainst);
  const footer = footerOf({ ...verification, checkedAgainst: against });
  return footer === undefined ? markdown : `${markdown.trimEnd()}\n\n*${footer}.*\n`;
}

/** "nixai's own NixOS and Home Manager options", without what is known of each. */
const briefly = (against: string): string =>
  against
    .replace(/ \([^()]*\)/g, '')
    .replace(/^(nixai's own) (.+) options and \1 (.+) options$/, '$1 $2 and $3 options');
