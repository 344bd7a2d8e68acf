// Which files agents may have read. An agent does what the texts say that it reads, and one of them may
// be a stranger's: what it names is held to folders that the user chose.
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { ExitCode, NixaiError, type CalledTool } from '@nixai/api';

/** By their true places: no link is left in them. */
export type Folders = readonly string[];

/**
 * @param chosen by a flag or the settings.
 * @param configuration of the machine.
 * @param working where the server was started: a project, unless the home of the user lies in it.
 */
export async function foldersOf(
  chosen: readonly string[],
  configuration: string,
  working: string,
): Promise<Folders> {
  const isProject = !lies(await placeOf(homedir()), await placeOf(working));
  const named = [configuration, ...(isProject ? [working] : []), ...chosen];
  return [...new Set(await Promise.all(named.map(placeOf)))];
}

/** @throws NixaiError `mcp-outside` for an input that leads elsewhere, whether something is there or not. */
export async function holdInput(
  folders: Folders,
  { path }: Readonly<Record<string, unknown>>,
): Promise<void> {
  // `-` is the text that is given beside it.
  if (typeof path !== 'string' || path === '-' || (await isIn(folders, path))) return;
  throw outside(folders, path);
}

/** What an answer says of files elsewhere is left out: a configuration may import from anywhere. */
export async function holdAnswer(
  folders: Folders,
  { about, items }: CalledTool,
): Promise<CalledTool> {
  const inside = await Promise.all(items.map(({ data }) => isOfThem(folders, data)));
  const held = items.filter((_, at) => inside[at]);
  const left = items.length - held.length;
  if (left === 0) return { about, items };
  const what = left === 1 ? '1 more is' : `${left} more are`;
  return { about: `${about} ${what} of files that this server may not read from.`, items: held };
}

/** @throws NixaiError `mcp-outside` where an answer says something of a file elsewhere. */
export async function holdPlan(folders: Folders, { items }: CalledTool): Promise<void> {
  for (const { data } of items)
    if (!(await isOfThem(folders, data))) throw outside(folders, String(fileOf(data)));
}

async function isOfThem(folders: Folders, data: unknown): Promise<boolean> {
  const file = fileOf(data);
  // A text that was given has a name and no place.
  return typeof file !== 'string' || !/^\/|^\.\.(?:\/|$)/.test(file) || isIn(folders, file);
}

const fileOf = (data: unknown): unknown =>
  typeof data === 'object' && data !== null ? (data as { file?: unknown }).file : undefined;

async function isIn(folders: Folders, path: string): Promise<boolean> {
  const place = await placeOf(path);
  return folders.some((folder) => lies(place, folder));
}

/** Where a path leads once every link of it is followed; of what is not there yet, where it would be. */
async function placeOf(path: string): Promise<string> {
  const whole = resolve(path.replace(/^~(?=\/|$)/, homedir()));
  try {
    return await realpath(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(await placeOf(above), basename(whole));
  }
}

function lies(place: string, folder: string): boolean {
  const way = relative(folder, place);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function outside(folders: Folders, path: string): NixaiError {
  return new NixaiError({
    code: 'mcp-outside',
    what: `${path} lies outside of what this server may read`,
    why: `it reads in: ${folders.join(', ')}`,
    hint: 'the user may allow a folder: nixai config set mcp.folders FOLDER (or mcp-server start --folders FOLDER); or give the text itself',
    exitCode: ExitCode.refused,
  });
}
