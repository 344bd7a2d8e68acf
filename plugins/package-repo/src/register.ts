import { definePlugin } from '@nixai/api';
import { packageAnalyzers } from './analyzer.js';

/** Our own languages, given in the same way as anybody's. */
export default definePlugin((host) => {
  const point = host.point(packageAnalyzers);
  point.add('go', async () => (await import('./languages/go/index.js')).go);
  point.add('rust', async () => (await import('./languages/rust/index.js')).rust);
  point.add('python', async () => (await import('./languages/python/index.js')).python);
  point.add('node', async () => (await import('./languages/node/index.js')).node);
  point.add('shell', async () => (await import('./languages/shell/index.js')).shell);
  point.add('c', async () => (await import('./languages/c/index.js')).c);
});
