import { definePlugin } from '@nixai/api';
import { devenvTemplates } from './templates/template.js';

/** Our own templates, given in the same way as anybody's. */
export default definePlugin((host) => {
  const own = host.point(devenvTemplates);
  own.add('python', async () => (await import('./languages/python.js')).python);
  own.add('rust', async () => (await import('./languages/rust.js')).rust);
  own.add('nodejs', async () => (await import('./languages/nodejs.js')).nodejs);
  own.add('golang', async () => (await import('./languages/golang.js')).golang);
  own.add('java', async () => (await import('./languages/java.js')).java);
  own.add('php', async () => (await import('./languages/php.js')).php);
  own.add('ruby', async () => (await import('./languages/ruby.js')).ruby);
  own.add('elixir', async () => (await import('./languages/elixir.js')).elixir);
  own.add('haskell', async () => (await import('./languages/haskell.js')).haskell);
  own.add('c', async () => (await import('./languages/c.js')).c);
  own.add('zig', async () => (await import('./languages/zig.js')).zig);
});
