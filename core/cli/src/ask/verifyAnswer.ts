import { isNixaiError, verifier, type Host, type Verified } from '@nixai/api';

/**
 * Has an answer checked. Undefined where this nixai has no verifier.
 * @param repair Asks the model once more; absent for an answer composed offline.
 */
export async function verifyAnswer(
  host: Host,
  markdown: string,
  signal: AbortSignal,
  repair?: (complaints: string) => Promise<string>,
): Promise<Verified | undefined> {
  try {
    const service = await host.service(verifier);
    return await service.verify(markdown, { repair, signal });
  } catch (error) {
    if (isNixaiError(error) && error.code === 'no-such-service') return undefined;
    throw error;
  }
}
