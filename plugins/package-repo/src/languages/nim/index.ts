import { oneManifest } from '../shared/oneManifest.js';

export const nim = oneManifest({
  language: 'nim',
  title: 'Nim',
  buildSystem: 'nimble',
  manifest: /^[\w-]+\.nimble$/,
  score: 86,
  load: async () => (await import('./analyze.js')).analyzeNim,
});
