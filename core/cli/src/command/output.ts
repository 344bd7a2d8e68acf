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

// What JSON allows bare but a terminal would act on, or a person would not see: DEL, C1, zero-width
// and bidi controls, line separators, the byte order mark.

const unsafe = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** One JSON document, harmless at a terminal: every control character is escaped. */
export function printJson(document: unknown): Promise<void> {
  const text = JSON.stringify(document ?? null, null, 2).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return printText(text);
}
