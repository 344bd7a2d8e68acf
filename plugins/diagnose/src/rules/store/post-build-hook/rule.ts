import type { DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** What nix.conf has run after each build fails, and every build with it. */
export const postBuildHook: DiagnosisRule = {
  id: 'store/post-build-hook',
  class: 'post-build-hook',
  phase: 'store',
  title: 'The hook after builds fails',
  components: ['nix', 'build'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['failed with exit code'],
      line: /error: program ['"`](?<hook>\/[^'"`\s]{1,300}(?:hook|upload|push|cachix|attic)[^'"`\s]{0,100})['"`] failed with exit code (?<code>\d{1,3})/,
    },
    {
      anchors: ['post-build-hook: '],
      line: /post-build-hook: (?<why>.{1,300})/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: post-build-hook',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-post-build-hook',
    },
  ],
  explain(evidence) {
    const said =
      /post-build-hook: (?<why>(?:.{0,40}error|executing|.{0,80}denied|.{0,80}not found).{0,200})/;
    // The program is named by the line that ends it.
    if (
      evidence.get('why') !== '' &&
      (evidence.after(/error: program .{1,300} failed/, 40) !== undefined ||
        !said.test(evidence.line.text))
    )
      return undefined;
    const why = evidence.get('why') || evidence.before(said, 20)?.groups?.['why'];
    const hook = evidence.get('hook');
    const left = /\/nix\/var\/determinate\//.test(hook) || /No such file/.test(why ?? '');
    return {
      culprit: hook === '' ? 'post-build-hook' : hook,
      facts: { hook: hook || undefined, reason: why },
      message: `nix.conf has ${hook === '' ? 'a program' : hook} run after each build, and it fails${why === undefined ? '' : `: ${why}`}. The build itself was good.`,
      fixes: [
        shellFix(
          left
            ? 'It is a rest of another installation of Nix: take the line post-build-hook out of nix.conf, and restart the daemon.'
            : 'Until it is mended, take the line post-build-hook out of nix.conf (on NixOS nix.settings.post-build-hook), and restart the daemon.',
          "grep -rn post-build-hook /etc/nix/ ~/.config/nix/; sudo sed -i.bak '/^post-build-hook/d' /etc/nix/nix.conf",
        ),
      ],
      verify: ['nix config show post-build-hook   # before Nix 2.20: nix show-config'],
    };
  },
};
