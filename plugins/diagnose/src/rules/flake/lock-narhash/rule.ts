import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { inputName } from '../../shared/code.js';
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
    const url = addressOf(evidence.get('input'));
    const name = inputName(nameOf(url));
    const got =
      evidence.get('got') ||
      (evidence.after(/got:? +['"`]?(?<got>sha256[:-][\w+/=]{40,64})/, 6)?.groups?.['got'] ?? '');
    const hash = /sha256[:-][\w+/=]{40,64}/.exec(got)?.[0];
    const subject = name ?? 'The input';
    const immutable = /\/[0-9a-f]{40}(?:\?|$)|rev=[0-9a-f]{40}/.test(url);
    return {
      culprit: `${url.replace(/[?&]narHash=[^&'\s]{1,120}/, '')}${name === undefined || url.includes(name) ? '' : ` (input ${name})`}`,
      facts: {
        input: name,
        url,
        expected: evidence.get('expected') || undefined,
        got: hash,
      },
      message: `${subject} (${url}) has other content than flake.lock says${hash === undefined ? '' : `: it is ${hash}`}. ${immutable ? 'Its revision is fixed, so the lock was written by another version of Nix (or on a file system that folds upper and lower case), or the cached copy is damaged.' : 'Its address can move (a branch, a file that its vendor replaced), or the lock was written by another version of Nix.'}`,
      fixes: [
        ...ofAnother(evidence),
        shellFix(
          `Lock it anew, with the version of Nix that all use${immutable ? '' : ', if you trust the change'} (named as flake.nix calls it).`,
          `nix flake update ${name ?? 'YOUR_INPUT'}   # before Nix 2.19: nix flake lock --update-input ${name ?? 'YOUR_INPUT'}`,
          name === undefined
            ? { fill: { YOUR_INPUT: `the input whose url is ${url.slice(0, 120)}` } }
            : {},
        ),
        shellFix(
          'If only this machine sees the difference, forget the cached copy.',
          'rm -rf ~/.cache/nix/tarball-cache* ~/.cache/nix/fetcher-cache*',
        ),
        ...(immutable
          ? []
          : [
              advice(
                `Pin ${name ?? 'it'} to something that cannot move: a revision (?rev=…), a release's tag, not a branch's archive.`,
              ),
            ]),
      ],
      verify: ['nix flake metadata', 'nix flake archive'],
    };
  },
};

/** An input is named by its address, or by its entry of the lock file as JSON. */
function addressOf(input: string): string {
  const field = (key: string): string | undefined =>
    new RegExp(`"${key}":"(?<is>[\\w.:/@+-]{1,300})"`).exec(input)?.groups?.['is'];
  const [owner, repository, revision] = [field('owner'), field('repo'), field('rev')];
  if (owner !== undefined && repository !== undefined)
    return `${field('type') ?? 'github'}:${owner}/${repository}${revision === undefined ? '' : `/${revision}`}`;
  return field('url') ?? input;
}

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

/** The lock file is of the flake that the command names: only its authors can write it anew. */
function ofAnother({ context }: Evidence): readonly DiagnosisFix[] {
  const reference = context.target?.kind === 'flake' ? context.target.reference : undefined;
  if (reference === undefined) return [];
  const flake = reference.replace(/#.*$/, '');
  return [
    shellFix(
      `The lock file is the one of ${flake}, which is not yours: forget what is cached of its inputs, and run the command again. If it is the same then, take another revision (…/REVISION), and tell its authors.`,
      'rm -rf ~/.cache/nix/tarball-cache* ~/.cache/nix/fetcher-cache*',
    ),
  ];
}
