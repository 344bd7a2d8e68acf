import { oneManifest } from '../shared/oneManifest.js';

export const swift = oneManifest({
  language: 'swift',
  title: 'Swift',
  buildSystem: 'swiftpm',
  manifest: /^Package\.swift$/,
  score: 84,
  load: async () => (await import('./analyze.js')).analyzeSwift,
});
