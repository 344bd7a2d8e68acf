import { definePlugin } from '@nixai/api';
import { notesSection } from './notes/settings.js';

export default definePlugin((host) => {
  const settings = host.config.section(notesSection);
  host.docSources.add('notes', async () =>
    (await import('./notes/source.js')).createNotesSource(settings),
  );
});
