import { placeName, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { byOwner } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** Flakes may read only what is in the flake: no absolute path. */
export const pureEvalPath: DiagnosisRule = {
  id: 'eval/pure-eval-path',
  class: 'pure-eval-path',
  phase: 'eval',
  title: 'Path that pure evaluation must not read',
  components: ['evaluation', 'flakes'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['is forbidden in pure', 'is not allowed in pure', 'forbidden in restricted mode'],
      line: /access to (?:absolute path|path|canonical path|URI) ['"`](?<path>[^'"`]{1,400})['"`] is (?:forbidden|not allowed) in (?:pure|restricted)/,
    },
    {
      anchors: ['in pure evaluation mode', 'in pure eval mode', 'pure evaluation mode, '],
      line: /(?<path>['"`](?:[^'"`\s]{1,300})['"`]|\S{1,100}) (?:is not allowed|requires.{1,60}|is forbidden|doesn't work|was called) in pure eval(?:uation)? mode/,
    },
    {
      anchors: ['on unlocked flake reference', 'update unlocked flake input'],
      line: /cannot (?:call ['"`](?<builtin>\w{1,40})['"`] on unlocked flake reference|update unlocked flake input) ['"`](?<path>[^'"`]{1,400})['"`]/,
    },
    {
      anchors: ['pure evaluation mode'],
      line: /in pure evaluation mode, ['"`](?<path>[^'"`]{1,100})['"`] requires/,
    },
    {
      anchors: ['will not fetch unlocked input'],
      line: /['"`](?<builtin>\w{1,40})['"`] will not fetch unlocked input ['"`](?<path>[^'"`]{1,400})['"`]/,
    },
    {
      anchors: ['can not be resolved in pure mode', 'cannot be resolved in pure mode'],
      line: /the path ['"`](?<path>[^'"`]{1,300})['"`] can ?not be resolved in pure mode/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: pure-eval',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-pure-eval',
    },
  ],
  explain(evidence) {
    const path = evidence.get('path').replace(/^['"`]|['"`]$/g, '');
    const at = evidence.frame();
    const inStore = path.startsWith('/nix/store/');
    const secret = /^\/run\/(?:agenix|secrets|keys)|sops|secret/.test(path);
    const fetcher =
      /fetch|getFlake|URI|https?:|unlocked/.test(`${evidence.line.text} ${path}`) &&
      !path.startsWith('/');
    return {
      culprit: `${evidence.get('builtin') === '' ? '' : `${evidence.get('builtin')} `}${path}${at === undefined ? '' : ` at ${placeName(at)}`}`,
      at,
      facts: { path },
      message: path.startsWith('builtins.')
        ? `Pure evaluation (flakes, --pure-eval) has no ${path}: the result would depend on the machine.`
        : secret
          ? `${path} is a secret that exists only at run time, and here it is read during evaluation.`
          : /^\/nix\/store\/[0-9a-z]{32}-source[\w.+-]{2,200}$/.test(path)
            ? `${path} is no path of the store: the slash behind source is missing.`
            : inStore
              ? `${path} is read while the configuration is evaluated, and nothing tells Nix how it comes into the store: it is built by a package (the file of it is imported or read), or is written as plain text.`
              : `Pure evaluation (flakes, --pure-eval) must not read ${path}: it is not part of the flake, so the result would depend on the machine.`,
      fixes: byOwner(evidence, at, fixesFor(path, secret, fetcher, evidence)),
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

/** The option that lets what was run evaluate impurely. */
function impure({ context: { tool } }: Evidence): string {
  switch (tool) {
    case 'home-manager':
      return 'home-manager switch --impure';
    case 'darwin-rebuild':
      return 'darwin-rebuild switch --impure';
    case 'nixos-rebuild':
      return 'nixos-rebuild switch --impure';
    default:
      return 'nix build --impure   # a system: nixos-rebuild switch --impure';
  }
}

function fixesFor(
  path: string,
  secret: boolean,
  fetcher: boolean,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  if (secret)
    return [
      advice(
        `Do not read ${path} while the configuration is evaluated (readFile, or the path without quotes): give the service its path as a string, "${path}", in an option for files (passwordFile, environmentFile), so that it is read at run time.`,
      ),
      shellFix('Or evaluate impurely, if you must.', impure(evidence)),
    ];
  const joined = /^\/nix\/store\/[0-9a-z]{32}-source(?<rest>[\w.+-]{2,200})$/.exec(path)?.groups?.[
    'rest'
  ];
  if (joined !== undefined)
    return [
      nixFix(
        `A path and a string are joined without a slash (source and ${joined}): write one at the beginning of the string, where the path is put together.`,
        nixString(`/${joined.replace(/^-/, '')}`),
      ),
    ];
  if (path.startsWith('/nix/store/'))
    return [
      shellFix('Evaluate impurely: what is in the store may be read then.', impure(evidence)),
      advice(
        'If the file is written by hand: keep the package that it belongs to in the string ("${pkgs.NAME}/…", no unsafeDiscardStringContext), or use builtins.storePath.',
      ),
    ];
  // The flag was given with a file that lies outside of any flake: it can read nothing at all.
  if (/--pure-eval\b/.test(evidence.all(/--pure-eval\b/)[0]?.[0] ?? ''))
    return [
      shellFix(
        'Leave --pure-eval away: with it Nix reads only flakes and what is fetched with a hash, not even the file that you named.',
        evidence.context.tool === 'nix-shell' ? 'nix-shell' : 'nix-build',
      ),
      advice(
        'Or make it a flake, which is always evaluated purely: nix flake init, then nix build.',
      ),
    ];
  const reference = path.replace(/\?.*$/, '');
  const url =
    /^(?:git\+)?https:\/\/(?:www\.)?github\.com\/(?<name>[\w.-]{1,80}\/[\w.-]{1,100}?)(?:\.git)?$/.exec(
      reference,
    )?.groups?.['name'];
  const address =
    url === undefined
      ? /^(?:github|gitlab|git\+https|https):[\w./:@+-]{3,300}$/.test(reference)
        ? reference
        : undefined
      : `github:${url}`;
  if (fetcher)
    return [
      ...(foreignFile(evidence)
        ? [
            shellFix(
              'The file that fetches it is not yours: update the input that it comes from.',
              'nix flake update',
            ),
          ]
        : []),
      nixFix(
        'Make it an input of the flake, which is locked (or fetch with a hash).',
        `inputs.YOUR_NAME.url = ${address === undefined ? '"YOUR_URL"' : nixString(address)};`,
        {
          fill: {
            YOUR_NAME:
              'a name for it; then use inputs.YOUR_NAME instead of the call (with flake = false, where it is no flake)',
            ...(address === undefined ? { YOUR_URL: 'the address that is fetched now' } : {}),
          },
        },
      ),
      shellFix('Or evaluate impurely.', impure(evidence)),
    ];
  if (/^builtins\./.test(path))
    return [
      advice(
        `Do without ${path}: name the package or the file itself (pkgs.NAME, ./file); what depends on the machine is an argument or an input of the flake.`,
      ),
      shellFix('Or evaluate impurely.', impure(evidence)),
    ];
  if (/^\/(?:etc|home|root|nix|var|run|mnt|tmp|Users|private|usr|opt|srv|data)?\/?$/.test(path))
    return [
      shellFix(
        `Nix says only the first part of the path: find where your files name something below ${path} (often a channel's or another machine's module), and name that by a path relative to the flake instead.`,
        `grep -rnE --include='*.nix' '(^|[^[:alnum:]_.])${path.replace(/\/$/, '')}/' .`,
      ),
      shellFix('Or evaluate impurely: the path is read from this machine.', impure(evidence)),
    ];
  const name = path.split('/').at(-1) ?? '';
  return [
    /^[\w][\w.+-]{0,80}$/.test(name)
      ? nixFix(
          `Move ${path} into the flake (git add it), and name it by a path relative to the file.`,
          `./${name}`,
        )
      : advice(`Move ${path} into the flake (git add it), and name it by a relative path.`),
    ...(path.startsWith('~')
      ? [
          advice(
            'For a folder that shall stay writable where it is (Home Manager): config.lib.file.mkOutOfStoreSymlink with the absolute path as a string.',
          ),
        ]
      : []),
    nixFix(
      'If it shall only be read at run time, make it a string (a path without quotes is copied).',
      nixString(path),
    ),
    shellFix('Or evaluate impurely: the path is read from this machine.', impure(evidence)),
  ];
}

/** A module that lies in the store by itself, and is not of the person's own source. */
function foreignFile(evidence: Evidence): boolean {
  const file = evidence.frame()?.file ?? '';
  return (
    evidence.context.place(file).owner === 'foreign' ||
    /\/nix\/store\/[0-9a-z]{32}-(?!source\/)[\w.-]{1,80}\//.test(
      evidence.before(/\/nix\/store\/\S{1,300}\.nix:\d+/, 8)?.[0] ?? '',
    )
  );
}
