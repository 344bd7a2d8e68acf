import { oneManifest } from '../shared/oneManifest.js';

export const zig = oneManifest({
  language: 'zig',
  title: 'Zig',
  buildSystem: 'zig',
  manifest: /^build\.zig$/,
  score: 86,
  load: async () => (await import('./analyze.js')).analyzeZig,
});
