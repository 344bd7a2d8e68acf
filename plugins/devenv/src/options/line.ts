import type { DevenvOption } from './options.js';

/** Over it a default is an example, and no fact. */
const longestDefault = 100;

/** An option as a line: name, type, and its default where that is short; tabs between. */
export function writeLine({ name, type, default: value }: DevenvOption): string {
  const short = value?.replace(/\s+/g, ' ').trim() ?? '';
  return [name, type, ...(short !== '' && short.length <= longestDefault ? [short] : [])].join(
    '\t',
  );
}

/** The option of such a line. */
export function readLine(line: string): DevenvOption {
  const [name = '', type = '', value] = line.split('\t');
  return { name, type, default: value };
}
