/** Writes to stdout and waits until it is taken, so that nothing is lost when the process ends. */
export function writeOut(text: string): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Text with exactly one newline at its end; nothing for an empty text. */
export function printText(text: string): Promise<void> {
  return writeOut(text === '' || text.endsWith('\n') ? text : `${text}\n`);
}

/** One JSON document, harmless at a terminal: every control character is escaped. */
export async function printJson(document: unknown): Promise<void> {
  const { escapeInvisible } = await import('@nixai/safety');
  await printText(escapeInvisible(JSON.stringify(document ?? null, null, 2)));
}
