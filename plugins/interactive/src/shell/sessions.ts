import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError, files, redactor, type Host } from '@nixai/api';
import type { Shell } from './shell.js';
import { settingNames, type State } from './state.js';

interface Saved extends Pick<State, 'lines' | 'settings'> {
  /** ISO 8601. */
  readonly date: string;
}

const folder = (host: Host): string => join(host.paths.state, 'interactive', 'sessions');

function fileOf(host: Host, name: string): string {
  if (/^[\w-][\w.-]{0,63}$/.test(name)) return join(folder(host), `${name}.json`);
  throw new NixaiError({
    code: 'usage',
    what: `"${name}" is no name of a session`,
    why: 'letters, digits, dots and hyphens',
    hint: 'save-session web-server',
    exitCode: ExitCode.usage,
  });
}

/** The whole of it or nothing, also where the power fails. */
export async function saveSession({ host, state }: Shell, name: string): Promise<void> {
  const path = fileOf(host, name);
  const { redactLines } = await host.service(redactor);
  const { settings, lines } = state;
  const saved: Saved = { date: new Date().toISOString(), lines: lines.map(redactLines), settings };
  await (await host.service(files)).write(path, JSON.stringify(saved, null, 2), { mode: 0o600 });
}

/** @throws NixaiError `session-unknown`. */
export async function loadSession(shell: Shell, name: string): Promise<void> {
  const path = fileOf(shell.host, name);
  const saved = await readFile(path, 'utf8').then(parsed, () => undefined);
  if (saved === undefined)
    throw new NixaiError({
      code: 'session-unknown',
      what: `there is no session "${name}"`,
      why: `there are: ${(await listSessions(shell.host)).join(', ') || 'none'}`,
      hint: `save-session ${name}`,
    });
  shell.state.lines = [...saved.lines];
  await shell.set(saved.settings);
}

function parsed(text: string): Saved | undefined {
  try {
    const value = JSON.parse(text) as Partial<Saved>;
    const { date = '', lines, settings } = value;
    if (!Array.isArray(lines) || typeof settings !== 'object') return undefined;
    // No other variable of the environment.
    const known = settingNames.flatMap((name) => {
      const said: unknown = settings[name];
      return typeof said === 'string' ? [[name, said] as const] : [];
    });
    const texts = (lines as readonly unknown[]).filter((line) => typeof line === 'string');
    return { date, lines: texts, settings: Object.fromEntries(known) };
  } catch {
    return undefined;
  }
}

export async function listSessions(host: Host): Promise<readonly string[]> {
  const names = await readdir(folder(host)).catch((): string[] => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}
