import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

export const glibcMismatch: DiagnosisRule = {
  id: 'runtime/glibc',
  class: 'glibc-version-mismatch',
  phase: 'runtime',
  title: 'Libraries of two glibc versions in one process',
  components: ['runtime'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['GLIBC_', 'GLIBCXX_', 'CXXABI_'],
      line: /(?<loaded>\/[^\s:'"]{1,300}):? version [`'"]?(?<version>(?:GLIBC|GLIBCXX|CXXABI)_[\w.]{1,20})['"`]? not (?:defined|found)(?:.{0,20}\(required by (?<by>[^)]{1,300})\))?/,
    },
    {
      // The loader's sentence, as wrappers print it in two lines.
      anchors: ['with link time reference'],
      line: /version (?<version>(?:GLIBC|GLIBCXX|CXXABI)_[\w.]{1,20}) not defined in file (?<loaded>[\w.+-]{2,80}) with link time reference/,
    },
    {
      anchors: ['symbol lookup error'],
      line: /symbol lookup error: (?<by>\/[^\s:]{1,300}): undefined symbol: (?<symbol>[\w@.]{1,100})(?:,? version (?<version>[A-Za-z]{2,20}_[\w.]{1,20}))?/,
    },
  ],
  docs: [
    {
      title: 'NixOS wiki: glibc and LD_LIBRARY_PATH',
      url: 'https://wiki.nixos.org/wiki/Packaging/Binaries',
    },
  ],
  explain(evidence) {
    const loaded = evidence.get('loaded').replace(/^.*: /, '');
    const by = evidence.get('by');
    const version = evidence.get('version') || evidence.get('symbol');
    const name = (path: string): string => path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    const preload = evidence.all(/LD_PRELOAD/)[0] !== undefined;
    return {
      culprit: `${by === '' ? loaded : name(by)} needs ${version}, gets ${name(loaded) || (version.startsWith('GLIBC') ? 'an older glibc' : 'a library of another generation')} (LD_LIBRARY_PATH)`,
      facts: { library: loaded || undefined, requiredBy: by || undefined, version },
      message: `${by === '' ? 'A library' : name(by)} needs ${version}, and the process has loaded ${name(loaded) || (version.startsWith('GLIBC') ? 'a glibc' : 'a library')} of another generation: LD_LIBRARY_PATH${preload ? ' or LD_PRELOAD' : ' (or LD_PRELOAD)'} brings libraries of one nixpkgs (or of the host system) into a program of another.`,
      fixes: [
        shellFix(
          'Run it once without the variables, to see that it is that; then take them out where they are set (and do not export LD_LIBRARY_PATH globally).',
          'env -u LD_LIBRARY_PATH -u LD_PRELOAD YOUR_PROGRAM; grep -sn LD_LIBRARY_PATH ~/.bashrc ~/.zshrc ~/.profile .envrc shell.nix flake.nix',
          { fill: { YOUR_PROGRAM: 'the command that failed' } },
        ),
        advice(
          'Take the program and all its libraries from one nixpkgs revision (one input, with follows); after an update leave and enter the shell again. Do not mix libraries of the host and of Nix; for graphics drivers of another distribution use nixGL.',
        ),
        shellFix(
          'If a binary was compiled against the newer one (a wheel, node_modules, target/), build it again in this environment: these folders are made anew.',
          'rm -rf .venv node_modules target',
          'data',
        ),
      ],
      verify: ['env | grep -E "^LD_"'],
    };
  },
};
