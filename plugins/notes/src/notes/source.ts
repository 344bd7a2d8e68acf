import { stat } from 'node:fs/promises';
import type { DocSource, Passage } from '@nixai/api';
import { readNotes } from './folder.js';
import { rank, type Ranked } from './rank.js';
import type { Settings } from './settings.js';

/** Below this a section shares a word with the question, and no more. */
const plausible = 0.3;

/** The user's notes as a doc source. Files are read when they are asked: they change by hand. */
export function createNotesSource(settings: () => Promise<Settings>): DocSource {
  return {
    name: 'notes',
    summary: 'Your own Markdown notes (notes.folders)',
    kinds: ['page'],
    async search({ text, limit }) {
      const sections = await readNotes((await settings()).folders);
      return rank(text, sections)
        .filter(({ score }) => score >= plausible)
        .slice(0, limit)
        .map(passage);
    },
    async status() {
      const { folders } = await settings();
      const missing = await missingFolders(folders);
      const pages = new Set((await readNotes(folders)).map(({ file }) => file)).size;
      const hint = 'nixai config set notes.folders /path/to/notes';
      if (folders.length === 0)
        return { available: false, detail: 'no folder is named', counts: {}, hint };
      if (missing.length > 0)
        return {
          available: false,
          detail: `not there: ${missing.join(', ')}`,
          counts: { page: pages },
          hint,
        };
      return {
        available: true,
        detail: `${pages} notes in ${folders.join(', ')}`,
        counts: { page: pages },
      };
    },
  };
}

async function missingFolders(folders: readonly string[]): Promise<string[]> {
  const there = await Promise.all(
    folders.map((folder) =>
      stat(folder).then(
        (found) => found.isDirectory(),
        () => false,
      ),
    ),
  );
  return folders.filter((_, i) => there[i] !== true);
}

function passage({ section, score, words }: Ranked): Passage {
  const { file, title, heading, text } = section;
  return {
    id: `${file}#${heading}`,
    kind: 'page',
    title: heading,
    text,
    score,
    why: `words: ${words.join(', ')}`,
    citation: { source: 'notes', title, section: heading, file },
  };
}
