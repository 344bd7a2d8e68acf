import { oneManifest } from '../shared/oneManifest.js';

export const ocaml = oneManifest({
  language: 'ocaml',
  title: 'OCaml',
  buildSystem: 'dune',
  manifest: /^dune-project$/,
  score: 86,
  load: async () => (await import('./analyze.js')).analyzeOcaml,
});
