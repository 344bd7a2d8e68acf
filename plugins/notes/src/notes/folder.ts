import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sectionsOf, type Section } from './section.js';

/** A note of more bytes than this is left out: nobody wrote it by hand. */
const largest = 1_000_000;

/** The Markdown files of a folder and its subfolders, sorted; hidden ones are left out. */
async function noteFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.md$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.slice(folder.length).includes('/.'))
    .sort();
}

/** Every section of every note. A folder that is not there has none; its status says so. */
export async function readNotes(folders: readonly string[]): Promise<Section[]> {
  const files = await Promise.all(folders.map((folder) => noteFiles(folder).catch(() => [])));
  const sections = await Promise.all(files.flat().map(readNote));
  return sections.flat();
}

async function readNote(file: string): Promise<Section[]> {
  const { size } = await stat(file);
  return size > largest ? [] : sectionsOf(file, await readFile(file, 'utf8'));
}
