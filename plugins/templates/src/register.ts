import { definePlugin } from '@nixai/api';

/** Our own pack, given in the same way as anybody's. */
export default definePlugin((host) => {
  host.templates.add('basics', async () => (await import('./pack/basics.js')).basics);
});
