import { createInterface } from 'node:readline';

/** The line that ends a paste: logs have empty lines, but none of only a dot. */
export const endOfPaste = '.';

/**
 * What a person pastes or types at the terminal, until a line with only a dot, or Ctrl-D.
 * Raw mode: a terminal's own line editing cuts lines at 4,096 characters.
 */
export function readPaste(signal: AbortSignal): Promise<string> {
  const lines: string[] = [];
  const reader = createInterface({
    input: process.stdin,
    output: process.stderr,
    terminal: true,
    historySize: 0,
    prompt: '',
  });
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reader.close();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    reader.on('line', (line) => {
      if (line.trim() === endOfPaste) reader.close();
      else lines.push(line);
    });
    // In raw mode Ctrl-C is a key: pass it on as what it is everywhere else.
    reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    reader.on('close', () => {
      signal.removeEventListener('abort', abort);
      resolve(lines.join('\n'));
    });
  });
}
