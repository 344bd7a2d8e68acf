import { writeSync } from 'node:fs';
import { definePlugin, token } from '@nixai/api';

// Seen where it is loaded without being asked for.
if (process.env.ACME_TRACE) writeSync(2, 'the weather is loaded\n');

export default definePlugin((host) => {
  host.provide(token('acme.weather'), () => ({ today: async () => 'rain' }), {
    dispose: () => void writeSync(2, 'the weather is closed\n'),
  });
});
