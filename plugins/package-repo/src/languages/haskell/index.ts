import { oneManifest } from '../shared/oneManifest.js';

export const haskell = oneManifest({
  language: 'haskell',
  title: 'Haskell',
  buildSystem: 'cabal',
  manifest: /^[\w-]+\.cabal$/,
  score: 87,
  load: async () => (await import('./analyze.js')).analyzeHaskell,
});
