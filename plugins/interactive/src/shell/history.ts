import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { files, redactor, type Host } from '@nixai/api';

/** More than anybody looks through. */
const most = 1000;

const fileOf = (host: Host): string => join(host.paths.state, 'interactive', 'history');

/** The lines of this person, oldest first. */
export async function readHistory(host: Host): Promise<readonly string[]> {
  const text = await readFile(fileOf(host), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .slice(-most);
}

/**
 * Keeps a line, without secrets; one that begins with a blank is kept nowhere.
 * @returns whether it was kept.
 */
export async function addToHistory(host: Host, line: string): Promise<boolean> {
  if (/^\s/.test(line) || line === '' || !(await host.config.get('history.enabled'))) return false;
  const { redactLines } = await host.service(redactor);
  const kept = (await readHistory(host)).filter((one) => one !== line);
  const text = [...kept, redactLines(line)].slice(-most).join('\n');
  await (await host.service(files)).write(fileOf(host), `${text}\n`, { mode: 0o600 });
  return true;
}
