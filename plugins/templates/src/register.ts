import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { definePlugin } from '@nixai/api';
import { packOf } from '@nixai/contributions';
import { templatesSection, templatesSettings } from './sources/settings.js';
import { fetchedFolder, fetchedNames, ownFolder } from './sources/folders.js';

/** Our own pack, the person's, and those that were fetched: given in the same way as anybody's. */
export default definePlugin((host) => {
  const settings = host.config.section(templatesSection);
  host.provide(templatesSettings, () => settings);
  host.templates.add('basics', async () => (await import('./pack/basics.js')).basics);
  if (existsSync(ownFolder(host)))
    host.templates.add('own', async () => packOf('own', ownFolder(host), host));
  for (const name of fetchedNames(host))
    host.templates.add(name, async () => packOf(name, join(fetchedFolder(host), name), host));
});
