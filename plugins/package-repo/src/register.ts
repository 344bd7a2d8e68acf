import { definePlugin } from '@nixai/api';
import { packageAnalyzers } from './analyzer.js';

/** Our own languages, given in the same way as anybody's. */
export default definePlugin((host) => {
  const point = host.point(packageAnalyzers);
  point.add('go', async () => (await import('./languages/go/index.js')).go);
  point.add('rust', async () => (await import('./languages/rust/index.js')).rust);
  point.add('python', async () => (await import('./languages/python/index.js')).python);
  point.add('node', async () => (await import('./languages/node/index.js')).node);
  point.add('zig', async () => (await import('./languages/zig/index.js')).zig);
  point.add('haskell', async () => (await import('./languages/haskell/index.js')).haskell);
  point.add('ocaml', async () => (await import('./languages/ocaml/index.js')).ocaml);
  point.add('ruby', async () => (await import('./languages/ruby/index.js')).ruby);
  point.add('php', async () => (await import('./languages/php/index.js')).php);
  point.add('java', async () => (await import('./languages/java/index.js')).java);
  point.add('dotnet', async () => (await import('./languages/dotnet/index.js')).dotnet);
  point.add('elixir', async () => (await import('./languages/elixir/index.js')).elixir);
  point.add('dart', async () => (await import('./languages/dart/index.js')).dart);
  point.add('swift', async () => (await import('./languages/swift/index.js')).swift);
  point.add('nim', async () => (await import('./languages/nim/index.js')).nim);
  point.add('crystal', async () => (await import('./languages/crystal/index.js')).crystal);
  point.add('shell', async () => (await import('./languages/shell/index.js')).shell);
  point.add('docs', async () => (await import('./languages/docs/index.js')).docs);
  point.add('fonts', async () => (await import('./languages/fonts/index.js')).fonts);
  point.add('c', async () => (await import('./languages/c/index.js')).c);
});
