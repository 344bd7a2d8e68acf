import { isNixaiError, verifier, type Host, type Verified } from '@nixai/api';

/**
 * Has an answer checked. Undefined where this nixai has no verifier.
 * @param repair Asks the model once more; absent for an answer composed offline.
 */
export async function verifyAnswer(
  host: Host,
  markdown: string,
  signal: AbortSignal,
  repair?: (complaints: string, answer: string) => Promise<string>,
): Promise<Verified | undefined> {
  try {
    const service = await host.service(verifier);
    const verified = await service.verify(markdown, { repair, signal });
    const { footerOf } = await import('../verify/index.js');
    const footer = footerOf(verified.verification);
    if (footer === undefined) return verified;
    return { ...verified, markdown: `${verified.markdown.trimEnd()}\n\n*${footer}.*\n` };
  } catch (error) {
    if (isNixaiError(error) && error.code === 'no-such-service') return undefined;
    throw error;
  }
}
