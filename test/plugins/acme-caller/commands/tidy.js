import { setTimeout as pause } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { defineCommand } from '@nixai/api';

export default defineCommand({
  summary: 'Work until Ctrl-C, and tidy up for longer than usual',
  examples: ['<%= config.bin %> tidy'],
  hidden: true,
  deprecated: 'clean up at once',
  grace: 10_000,
  async run({ signal, notice }) {
    notice('at work');
    // A timer, since nothing else keeps the process here.
    const work = setInterval(() => {}, 1000);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await pause(800);
    writeFileSync('tidied', '');
    clearInterval(work);
    signal.throwIfAborted();
    return {};
  },
});
