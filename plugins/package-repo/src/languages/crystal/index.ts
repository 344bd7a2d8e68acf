import { oneManifest } from '../shared/oneManifest.js';

export const crystal = oneManifest({
  language: 'crystal',
  title: 'Crystal',
  buildSystem: 'shards',
  manifest: /^shard\.yml$/,
  score: 87,
  load: async () => (await import('./analyze.js')).analyzeCrystal,
});
