const longest = 300;

/**
 * A service's own words for people: one line, not too long, and without the key, which OpenAI
 * echoes in part ("sk-proj-ab****yz").
 */
export function serverWords(text: string, key = ''): string {
  const line = text
    .split(/\s+/)
    .map((word) => (isOfKey(word, key) ? '(key)' : word))
    .join(' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest)} …` : line;
}

/** Long enough that no word of a message begins so by chance. */
const tellingLength = 6;

function isOfKey(word: string, key: string): boolean {
  if (/\*{3}/.test(word)) return true;
  if (key === '') return false;
  return word.includes(key.slice(0, tellingLength)) || word.includes(key.slice(-tellingLength));
}
