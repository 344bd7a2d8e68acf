import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** What an input's address delivers is not what flake.lock recorded. */
export const lockNarHash: DiagnosisRule = {
  id: 'flake/lock-narhash',
  class: 'lock-narhash-mismatch',
  phase: 'flake',
  title: 'Input differs from flake.lock',
  components: ['flakes', 'fetch'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['NAR hash mismatch'],
      line: /NAR hash mismatch in input ['"`](?<input>[^'"`]{1,600})['"`](?: \(.{1,400}\))?(?:,? expected ['"`]?(?<expected>sha256[:-][\w+/=]{40,64})['"`]?,? (?:but )?got ['"`]?(?<got>sha256[:-][\w+/=]{40,64}))?/,
    },
    {
      anchors: ['mismatch in field'],
      line: /mismatch in field ['"`]narHash['"`] of input ['"`](?<input>.{1,600}?)['"`], got ['"`]?(?<got>\S{10,100}?)['"`]?(?:$|,)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake lock files',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#lock-files',
    },
  ],
  explain(evidence) {
    const url = evidence.get('input');
    const name = nameOf(url);
    const got =
      evidence.get('got') ||
      (evidence.after(/got:? +['"`]?(?<got>sha256[:-][\w+/=]{40,64})/, 6)?.groups?.['got'] ?? '');
    return {
      culprit: url.replace(/[?&]narHash=[^&'\s]{1,120}/, '') || name,
      facts: {
        input: name,
        url,
        expected: evidence.get('expected') || undefined,
        got: got || undefined,
      },
      message: `The input ${name} now has other content than when it was locked${got === '' ? '' : ` (it is ${got})`}: its address is mutable (a branch archive, a file that its vendor replaced), the cache delivers something else, or the file system folds upper and lower case.`,
      fixes: [
        shellFix(
          'Lock it anew, if the change is one that you trust.',
          `nix flake update ${name}   # older Nix: nix flake lock --update-input ${name}`,
        ),
        advice(
          `Pin ${name} to something that cannot move: a revision (?rev=…), a release's tag, not a branch's archive.`,
        ),
        shellFix(
          'If only this machine sees the difference, forget the cached copy first.',
          'rm -rf ~/.cache/nix/tarball-cache* ~/.cache/nix/fetcher-cache*',
        ),
      ],
      verify: ['nix flake metadata', 'nix flake archive'],
    };
  },
};

/** The input as flake.nix probably calls it: the repository, or the last part of the address. */
function nameOf(url: string): string {
  const path = url.replace(/[?#].{0,600}$/, '').replace(/^[a-z+]{2,12}:(?:\/\/[^/]{1,100}\/)?/, '');
  const forge = /^[\w.-]{1,100}\/(?<repository>[\w.-]{1,100})/.exec(path)?.groups?.['repository'];
  const archive = /\/(?<repository>[\w.-]{1,100})\/archive\//.exec(url)?.groups?.['repository'];
  return (
    archive ??
    (/^(?:github|gitlab|sourcehut):/.test(url) ? forge : undefined) ??
    path
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ??
    url
  );
}
