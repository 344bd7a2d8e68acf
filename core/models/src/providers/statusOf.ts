import { isNixaiError, messageOf, type ProviderStatus } from '@nixai/api';

/** Milliseconds that looking at a provider may take. */
export const statusTimeout = 2000;

/** What a look at a provider says; its failure is a status too. */
export async function statusOf(look: () => Promise<string>): Promise<ProviderStatus> {
  try {
    return { available: true, detail: await look() };
  } catch (error) {
    if (!isNixaiError(error)) return { available: false, detail: messageOf(error) };
    return { available: false, detail: error.message, hint: error.hint };
  }
}
