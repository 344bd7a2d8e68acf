import { placeName, type DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
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
      fixes: secret
        ? [
            nixFix(
              'Keep the path a string, and let the service read the file when it runs.',
              `passwordFile = "${path}";   # or config.age.secrets.<name>.path`,
            ),
            shellFix('Or evaluate impurely, if you must.', 'nixos-rebuild switch --impure'),
          ]
        : fetcher
          ? [
              nixFix(
                'Fetch with a hash, or make it an input of the flake.',
                'inputs.name = { url = "…"; flake = false; };',
              ),
              shellFix('Or evaluate impurely.', 'nix build --impure'),
            ]
          : [
              nixFix(
                'Move the file into the flake (git add it), and name it by a relative path.',
                './file',
              ),
              nixFix(
                'If it shall only be read at run time, make it a string: concatenate strings, not paths ("${./.}" + "/x" copies the folder first).',
                `"${path}"`,
              ),
              shellFix(
                'Or evaluate impurely: the path is read from this machine.',
                'nixos-rebuild switch --impure   # nix build --impure',
              ),
            ],
      verify: checkEvaluation(at),
    };
  },
};
