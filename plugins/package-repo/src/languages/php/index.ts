import { oneManifest } from '../shared/oneManifest.js';

export const php = oneManifest({
  language: 'php',
  title: 'PHP',
  buildSystem: 'composer',
  manifest: /^composer\.json$/,
  score: 82,
  load: async () => (await import('./analyze.js')).analyzePhp,
});
