import { spawn } from 'node:child_process';
import type { CancellationToken } from 'vscode';

/** Why there is no answer, in a sentence for a person. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    /** The program is not there, so that its setting is what has to be looked at. */
    readonly isMissing = false,
  ) {
    super(message);
  }
}

/** The longest answer that is read, in bytes. */
const longest = 16 * 1024 * 1024;

/**
 * What a program prints. Words are handed over one by one and text on stdin, never by a shell.
 * @throws NoAnswer where it is not there, or prints nothing.
 */
export function run(
  program: string,
  words: readonly string[],
  { input, token }: { readonly input?: string; readonly token?: CancellationToken } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const cancelling = token?.onCancellationRequested(() => child.kill());
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (out.length < longest) out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (err.length < longest) err += text;
    });
    child.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      cancelling?.dispose();
      const isMissing = code === 'ENOENT';
      const why = isMissing ? `there is no program ${program}` : message;
      reject(new NoAnswer(why, isMissing));
    });
    child.once('close', (code) => {
      cancelling?.dispose();
      // A command that found nothing ends with another code than 0, and says so on stdout.
      if (out.trim() !== '') resolve(out);
      else reject(new NoAnswer(err.trim() || `it ended with ${code ?? 'a signal'}`));
    });
    // It may end without reading.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
  });
}
