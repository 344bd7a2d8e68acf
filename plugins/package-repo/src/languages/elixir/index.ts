import { oneManifest } from '../shared/oneManifest.js';

export const elixir = oneManifest({
  language: 'elixir',
  title: 'Elixir',
  buildSystem: 'mix',
  manifest: /^mix\.exs$/,
  score: 86,
  load: async () => (await import('./analyze.js')).analyzeElixir,
});
