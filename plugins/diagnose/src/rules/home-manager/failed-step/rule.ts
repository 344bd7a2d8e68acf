import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** Steps that Home Manager has itself; what goes wrong in them has rules of its own. */
const itsOwn =
  /^(?:check(?:FilesChanged|LinkTargets|AppManagementPermission)|writeBoundary|linkGeneration|installPackages|reloadSystemd|onFilesChange|dconfSettings|setupLaunchAgents|copyApps|copyFonts|createXdgUserDirectories|createGpgHomedir)$/;

const complaint =
  /^(?:[\w./-]{1,80}: )?(?:[Ff]ailed to|[Ee]rror\b|ERROR\b|[Cc]annot |[Uu]nable to|curl: \(\d|fatal:)/;

/** The activation ends in a step that a module or the person added, with what that step says. */
export const failedStep: DiagnosisRule = {
  id: 'home-manager/failed-step',
  class: 'activation-failed',
  phase: 'home-manager',
  title: 'A step of the activation fails',
  components: ['home-manager'],
  confidence: 0.75,
  yieldsTo: ['*'],
  patterns: [{ anchors: ['Activating '], line: /^Activating (?<step>[a-z][A-Za-z0-9]{3,60})$/ }],
  docs: [
    {
      title: 'Home Manager manual: home.activation',
      url: 'https://nix-community.github.io/home-manager/options.xhtml#opt-home.activation',
    },
  ],
  explain(evidence) {
    const step = evidence.get('step');
    const why = lastWords(evidence);
    if (why === undefined || itsOwn.test(step)) return undefined;
    const network = /fetch|download|curl|resolve|network|timed out|rate limit|clone/i.test(why);
    return {
      culprit: `home.activation.${step}: ${why.slice(0, 120)}`,
      facts: { step, error: why },
      message: `The activation stops in its step ${step}, which is not of Home Manager itself: ${why}. What comes after it was not done.`,
      fixes: [
        ...(network
          ? [
              shellFix(
                `It asks the network, which did not answer as it expects (a limit, a server, no connection): switch again later (with your own --flake).`,
                'home-manager switch',
              ),
            ]
          : []),
        nixFix(
          `If a file of yours has home.activation.${step}: let it go on when that fails.`,
          `home.activation.${step} = lib.hm.dag.entryAfter [ "writeBoundary" ] ''\n  YOUR_COMMAND || echo "${step} failed" >&2\n'';`,
          { fill: { YOUR_COMMAND: 'what it runs' } },
        ),
        advice(
          `If none has: the module of an input adds it. Switch that off, or update the input.`,
        ),
      ],
      verify: ['home-manager generations | head -1'],
    };
  },
};

/** What a step says last; nothing where the activation went on. */
function lastWords(evidence: Evidence): string | undefined {
  const rest = evidence.below(12).filter((text) => text.trim() !== '');
  if (rest.length > 5) return undefined;
  return rest
    .find((text) => complaint.test(text.trim()))
    ?.trim()
    .slice(0, 200);
}
