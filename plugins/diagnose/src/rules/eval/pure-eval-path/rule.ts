import { placeName, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
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
    const secret = /^\/run\/(?:agenix|secrets|keys)|sops|secret/.test(path);
    const fetcher =
      /fetch|URI|https?:/.test(`${evidence.line.text} ${path}`) && !path.startsWith('/');
    return {
      culprit: `${evidence.get('builtin') === '' ? '' : `${evidence.get('builtin')} `}${path}${at === undefined ? '' : ` at ${placeName(at)}`}`,
      at,
      facts: { path },
      message: secret
        ? `${path} is a secret that exists only at run time, and here it is read during evaluation.`
        : `Pure evaluation (flakes, --pure-eval) must not read ${path}: it is not part of the flake, so the result would depend on the machine.`,
      fixes: [...updateInput(evidence, at), ...fixesFor(path, secret, fetcher, evidence)],
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
  if (fetcher)
    return [
      nixFix(
        'Make it an input of the flake, which is locked (or fetch with a hash).',
        'inputs.YOUR_NAME = {\n  url = "YOUR_URL";\n  flake = false;\n};',
        {
          fill: {
            YOUR_NAME: 'a name for it',
            YOUR_URL: 'the address that is fetched now',
          },
        },
      ),
      shellFix('Or evaluate impurely.', impure(evidence)),
    ];
  const name = path.split('/').at(-1) ?? '';
  return [
    /^[\w][\w.+-]{0,80}$/.test(name)
      ? nixFix(
          `Move ${path} into the flake (git add it), and name it by a path relative to the file.`,
          `./${name}`,
        )
      : advice(`Move ${path} into the flake (git add it), and name it by a relative path.`),
    nixFix(
      'If it shall only be read at run time, make it a string (a path without quotes is copied).',
      nixString(path),
    ),
    shellFix('Or evaluate impurely: the path is read from this machine.', impure(evidence)),
  ];
}
