import type { DiagnosisFix, Evidence } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { newestOf } from '../../shared/owner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

/** Who builds somebody else's flake cannot write its outputs. */
function ofFlake({ context }: Evidence, own: readonly DiagnosisFix[]): readonly DiagnosisFix[] {
  const named = context.target?.kind === 'flake' ? context.target.reference : undefined;
  return named === undefined ? own : [newestOf(named, 'The outputs are of'), ...own];
}

const app: Saying = {
  anchors: [
    'lacks attribute',
    'should have value',
    'is not in the Nix store',
    'not an app definition',
  ],
  line: /(?:app ['"`](?<app>[^'"`]{3,160})['"`] lacks attribute ['"`](?<lacks>type|program)['"`]|attribute ['"`](?<typed>apps\.[^'"`]{3,160})\.type['"`] should have value|app program ['"`](?<program>[^'"`]{1,300})['"`] is not in the Nix store|flake output attribute ['"`](?<odd>apps\.[^'"`]{3,160})['"`] is not (?:a derivation or path|an app))/,
  explain(evidence) {
    const name = evidence.get('app') || evidence.get('typed') || evidence.get('odd');
    const program = evidence.get('program');
    return {
      culprit: name || program,
      facts: { app: name || undefined, program: program || undefined },
      message:
        program === ''
          ? `${name} is no app: it needs type = "app" and a program, the path of a file in the store.`
          : `The program of an app has to be a file in the store; ${program} is none.`,
      fixes: ofFlake(evidence, [
        nixFix(
          'Write it so.',
          'apps.x86_64-linux.default = { type = "app"; program = "${YOUR_PACKAGE}/bin/YOUR_PROGRAM"; };',
          {
            fill: {
              YOUR_PACKAGE: 'the package, as self.packages.x86_64-linux.default',
              YOUR_PROGRAM: 'its file in bin',
            },
          },
        ),
        advice(
          'Or leave the app out: nix run starts the main program of a package (meta.mainProgram) by itself.',
        ),
      ]),
      verify: ['nix flake check --no-build'],
    };
  },
};

const overlay: Saying = {
  anchors: ['overlay is not a function'],
  line: /error: overlay is not a function, but (?:an? )?(?<found>[\w-]{2,30})/,
  explain(evidence) {
    return {
      culprit: 'overlays (flake)',
      facts: { found: evidence.get('found') },
      message: `An overlay of the flake is a ${evidence.get('found')}, and has to be a function of final and prev.`,
      fixes: ofFlake(evidence, [
        nixFix('Write it so.', 'overlays.default = final: prev: { };'),
        advice('A list or a set of overlays is none: each has a name of its own below overlays.'),
      ]),
      verify: ['nix flake check --no-build'],
    };
  },
};

const template: Saying = {
  anchors: ['template '],
  line: /template ['"`](?<name>[^'"`]{1,160})['"`] (?:lacks attribute ['"`](?<lacks>path|description)['"`]|has unsupported attribute ['"`](?<odd>[\w-]{1,60})['"`]|refers to a non-existent path ['"`](?<path>[^'"`]{1,300})['"`])/,
  explain(evidence) {
    const name = evidence.get('name');
    return {
      culprit: name,
      facts: { template: name },
      message:
        evidence.get('path') === ''
          ? `The template ${name} ${evidence.get('lacks') === '' ? `has ${evidence.get('odd')}, which a template has not` : `has no ${evidence.get('lacks')}`}.`
          : `The template ${name} names the folder ${evidence.get('path')}, which is not there (or Git does not track it).`,
      fixes: ofFlake(evidence, [
        nixFix(
          'A template has a folder and a description (and welcomeText).',
          'templates.default = { path = ./YOUR_FOLDER; description = "YOUR_WORDS"; };',
          {
            fill: {
              YOUR_FOLDER: 'the folder, which Git has to track',
              YOUR_WORDS: 'what it is for',
            },
          },
        ),
      ]),
      verify: ['nix flake check --no-build'],
    };
  },
};

/** An output of a flake that has another form than its name asks for. */
export const outputForm = ruleOfSayings(
  {
    id: 'flake/output-form',
    class: 'flake-output-invalid',
    phase: 'flake',
    title: 'Output of the flake has the wrong form',
    components: ['flakes'],
    confidence: 0.93,
    docs: [
      {
        title: 'Nix manual: nix flake check',
        url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake-check',
      },
    ],
  },
  [app, overlay, template],
);
