/** A word as a shell reads it: quoted where it has to be. For commands that are shown to a person. */
export function shellWord(text: string): string {
  return /^[\w./@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
