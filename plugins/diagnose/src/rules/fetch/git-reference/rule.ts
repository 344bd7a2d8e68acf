import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { inputName } from '../../shared/code.js';
import { advice, shellFix } from '../../shared/fix.js';

/** A flake's input by Git, with a branch, tag or attribute that is not there. */
export const gitReference: DiagnosisRule = {
  id: 'fetch/git-reference',
  class: 'git-reference',
  phase: 'fetch',
  title: 'Git input cannot be fetched as it is written',
  components: ['fetch', 'flakes'],
  confidence: 0.85,
  yieldsTo: [
    'git-authentication',
    'dns-failure',
    'connection-failed',
    'tls-ca-failure',
    'source-404',
  ],
  patterns: [
    {
      anchors: [
        'unsupported Git input attribute',
        'unsupported input attribute',
        'input attribute ',
      ],
      line: /(?:unsupported (?<scheme>\w{3,10}) input attribute|unsupported input attribute) ['"`](?<attribute>[\w-]{1,60})['"`]/,
    },
    {
      anchors: ['failed with exit code'],
      line: /error: program ['"`]?git['"`]? failed with exit code (?<code>\d{1,3})/,
    },
    {
      anchors: ['Failed to fetch git repository'],
      line: /error: [Ff]ailed to fetch git repository ['"`](?<url>[^'"`\s]{3,400})['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake references',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#flake-references',
    },
  ],
  explain(evidence) {
    const attribute = evidence.get('attribute');
    const fetched = evidence.before(
      /while fetching the input ['"`](?<url>[^'"`\s]{3,400})['"`]/,
      12,
    )?.groups?.['url'];
    const input = evidence.before(/while updating the flake input ['"`](?<is>[\w-]{1,80})['"`]/, 12)
      ?.groups?.['is'];
    const url = evidence.get('url') || fetched || '';
    if (attribute === '' && url === '') return undefined;
    const ref = /[?&]ref=(?<ref>[^&\s]{1,200})/.exec(url)?.groups?.['ref'];
    const bare = url.replace(/^git\+/, '').replace(/\?.*$/, '');
    const subject = attribute !== '' ? attribute : ref === undefined ? bare : `${ref} of ${bare}`;
    return {
      culprit: `${subject}${input === undefined ? '' : ` (input ${input})`}`,
      at: attribute === '' ? undefined : evidence.frame(),
      facts: { url: url || undefined, ref, input, attribute: attribute || undefined },
      message:
        attribute !== ''
          ? `An input of flake.nix has the attribute ${attribute}, which ${evidence.get('scheme') || 'this kind of'} inputs do not have.`
          : ref === undefined
            ? `Git does not fetch ${bare}: the line above says why (a wrong address, no right to read it, or no network).`
            : `Git finds no branch ${ref} in ${bare}: ref means a branch, unless it is written in full.`,
      fixes: fixesFor(attribute, ref, bare, input, evidence),
      verify: [bare === '' ? 'nix flake metadata' : `git ls-remote ${shown(bare)}`],
    };
  },
};

const known: Readonly<Record<string, string>> = {
  submodule: 'submodules',
  branch: 'ref',
  tag: 'ref',
  commit: 'rev',
  revision: 'rev',
  sha256: 'narHash',
  hash: 'narHash',
};

const shown = (url: string): string => (/^[\w./:@+~-]+$/.test(url) ? url : 'YOUR_URL');

function fixesFor(
  attribute: string,
  ref: string | undefined,
  bare: string,
  input: string | undefined,
  { context }: Evidence,
): readonly DiagnosisFix[] {
  if (attribute !== '') {
    const meant = known[attribute];
    return [
      advice(
        meant === undefined
          ? `Take ${attribute} out of that input, or correct it: inputs by Git have url, ref, rev, dir, submodules, shallow, lfs.`
          : `It is called ${meant}: write ${meant} instead of ${attribute}${meant === 'submodules' ? ' (submodules = true;)' : ''}.`,
      ),
    ];
  }
  const name = inputName(input);
  const look = shellFix(
    ref === undefined
      ? 'See whether it can be read from here, by the same user.'
      : 'See what the repository has under which name.',
    `git ls-remote ${shown(bare)}`,
    shown(bare) === 'YOUR_URL' ? { fill: { YOUR_URL: 'the address of the input' } } : {},
  );
  if (ref === undefined)
    return [
      look,
      advice(
        `If it is gone or moved, correct the address${name === undefined ? '' : ` of the input ${name}`} where it is named (a flake that is not yours: update that one).`,
      ),
    ];
  const tag = /^(?:tags\/)?v?\d/.test(ref) || ref.startsWith('tags/');
  return [
    advice(
      tag
        ? `For a tag write it in full: ref=refs/tags/${ref.replace(/^(?:refs\/)?tags\//, '')} in the url${name === undefined ? '' : ` of the input ${name}`}.`
        : `Correct the name of the branch${name === undefined ? '' : ` of the input ${name}`} (it may be main, not master), or leave ref out: then the default branch is taken.`,
    ),
    look,
    ...(context.flake === false ? [] : [advice('Then lock it anew: nix flake update.')]),
  ];
}
