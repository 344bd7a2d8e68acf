import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** A generation is for one user, and another one (root, by sudo) activates it. */
export const otherUser: DiagnosisRule = {
  id: 'home-manager/other-user',
  class: 'hm-other-user',
  phase: 'home-manager',
  title: 'Home Manager is run by another user',
  components: ['home-manager'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['but we expect'],
      line: /(?<variable>USER|HOME) is set to ['"](?<is>[^'"]{1,200})['"] but we expect ['"](?<expected>[^'"]{1,200})['"]/,
    },
  ],
  docs: [
    {
      title: 'Home Manager manual: standalone installation',
      url: 'https://nix-community.github.io/home-manager/index.xhtml#sec-install-standalone',
    },
  ],
  explain(evidence) {
    const is = evidence.get('is');
    const expected = evidence.get('expected');
    const variable = evidence.get('variable');
    const root = is === 'root' || is === '/root';
    return {
      culprit: `${variable} is ${is}, expected ${expected}`,
      facts: { variable, is, expected },
      message: `The configuration is for ${expected} (home.username, home.homeDirectory), and ${is} activates it${root ? ': it was called with sudo' : ''}. Nothing was changed.`,
      fixes: [
        ...(root
          ? [
              shellFix(
                'Call it as yourself, without sudo (with your own --flake).',
                'home-manager switch',
              ),
            ]
          : []),
        advice(
          variable === 'USER'
            ? `If ${is} is the right one: set home.username and home.homeDirectory to that user's.`
            : `If ${is} is the right one: set home.homeDirectory to it.`,
        ),
      ],
      verify: ['id -un; echo "$HOME"'],
    };
  },
};
