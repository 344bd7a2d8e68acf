import { definePlugin } from '@nixai/api';
import { devenvTemplates } from './templates/template.js';

const names = [
  'python',
  'rust',
  'nodejs',
  'golang',
  'java',
  'php',
  'ruby',
  'elixir',
  'haskell',
  'c',
  'zig',
] as const;

/** Our own templates, given in the same way as anybody's. */
export default definePlugin((host) => {
  const own = host.point(devenvTemplates);
  for (const name of names) own.add(name, async () => (await import('./languages/index.js'))[name]);
});
