import type { DevenvTemplate } from '../templates/template.js';

export const haskell: DevenvTemplate = {
  name: 'haskell',
  title: 'Haskell',
  aliases: ['hs', 'ghc'],
  words: ['haskell', 'ghc', 'cabal', 'stack'],
  options: [],
  frameworks: [],
  part: () => ({
    settings: { 'languages.haskell.enable': true },
    packages: ['zlib', 'pkg-config'],
    next: ['cabal init'],
    proof: 'ghc --version\ncabal --version',
  }),
};
