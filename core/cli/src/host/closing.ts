import { messageOf } from '@nixai/api';

/** What is to be closed when its host ends. */
export interface Closer {
  /** Whose it is and what, for the sentence that says it could not be closed. */
  readonly what: string;
  close(): void | Promise<void>;
}

/** Closes the last first. One that fails keeps no other open, and does not change how a command ended. */
export async function closeAll(
  closers: readonly Closer[],
  warn: (message: string) => void,
): Promise<void> {
  for (const { what, close } of [...closers].reverse())
    try {
      await close();
    } catch (error) {
      warn(`${what} could not be closed: ${messageOf(error)}`);
    }
}
