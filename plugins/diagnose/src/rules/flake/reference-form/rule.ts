import { shellWord } from '@nixai/api';
import { inputName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const manual = ['nix flake metadata'];

/** An input is asked for by a name that the flake does not have. */
const noSuchInput: Saying = {
  anchors: ['does not match any input'],
  line: /(?:the flag ['"`]--(?:override|update)-input (?<flag>[\w./-]{1,120})(?: [^'"`]{1,200})?['"`]|(?:['"`]|error: |warning: )(?<name>[\w./-]{1,120})['"`]?) does not match any input/,
  explain(evidence) {
    const name = evidence.get('flag') || evidence.get('name');
    const near = inputName(
      /Did you mean ['"`]?(?<is>[\w-]{1,80})/.exec(evidence.line.text)?.groups?.['is'],
    );
    return {
      culprit: name,
      facts: { input: name, near },
      message: `The flake has no input ${name}: nothing of it was updated or replaced.`,
      fixes: [
        near === undefined
          ? shellFix(
              'See what the inputs are called, and name one of them (an input of an input as outer/inner).',
              'nix flake metadata',
            )
          : shellFix(
              `It is called ${near}.`,
              `nix flake update ${near}   # before Nix 2.19: nix flake lock --update-input ${near}`,
            ),
        advice(
          'Up to Nix 2.18 nix flake update took a folder and no name: there it is nix flake lock --update-input NAME.',
        ),
      ],
      verify: manual,
      confidence: evidence.line.text.includes('warning') ? 0.6 : undefined,
    };
  },
};

const boundary: Saying = {
  anchors: ['before encountering filesystem boundary'],
  line: /unable to find a flake before encountering filesystem boundary at ['"`](?<at>[^'"`]{1,300})['"`]/,
  explain(evidence) {
    const at = evidence.get('at');
    return {
      culprit: `flake.nix below ${at}`,
      facts: { folder: at },
      message: `Neither the folder that the command was run in nor one above it, up to ${at}, has a flake.nix.`,
      fixes: [
        shellFix(
          'Name the folder of the flake (in place of the command here, your own).',
          'nix flake metadata YOUR_FOLDER',
          {
            fill: { YOUR_FOLDER: 'the folder with flake.nix' },
          },
        ),
        shellFix('If there is none yet: make one here.', 'nix flake init'),
      ],
      verify: ['ls flake.nix'],
    };
  },
};

const relative: Saying = {
  anchors: [
    'because it uses a relative path',
    'which uses a path relative to',
    'is not an absolute path',
  ],
  line: /(?:cannot fetch input ['"`](?<input>[^'"`\s]{1,300})['"`] because it uses a relative path|flake reference ['"`](?<reference>[^'"`\s]{1,300})['"`] is not an absolute path)/,
  explain(evidence) {
    const input = evidence.get('input') || evidence.get('reference');
    const path = input.replace(/^path:/, '');
    return {
      culprit: input,
      facts: { input },
      message: `The input ${input} is named by a path relative to its flake.nix, and this Nix cannot fetch it so (relative inputs came with Nix 2.26), or the lock file was written by another one.`,
      fixes: [
        shellFix(
          'If this Nix is 2.26 or newer: have the lock file written anew (for that input).',
          'nix --version; nix flake update',
        ),
        nixFix(
          'If it is older: do without an input for what lies in the same folder, and import it in outputs.',
          `import ${/^\.{1,2}\/[\w./-]{1,200}$/.test(path) ? path : './YOUR_FOLDER'} { }`,
          /^\.{1,2}\/[\w./-]{1,200}$/.test(path)
            ? {}
            : { fill: { YOUR_FOLDER: 'what the input names now' } },
        ),
      ],
      verify: manual,
    };
  },
};

const malformed: Saying = {
  anchors: ['invalid flakeref', 'in flake reference', 'is not a valid flake reference'],
  line: /(?:invalid flakeref ['"`](?<bad>[^'"`]{1,300})['"`]|unexpected fragment ['"`](?<fragment>[^'"`]{0,200})['"`] in flake reference ['"`](?<reference>[^'"`]{1,300})['"`])/,
  explain(evidence) {
    const fragment = evidence.get('fragment');
    const bad = evidence.get('bad') || evidence.get('reference');
    return {
      culprit: bad,
      facts: { reference: bad, fragment: fragment || undefined },
      message:
        fragment === ''
          ? `${bad} is no address of a flake.`
          : `${bad} names an output (#${fragment}), and here only the flake is asked for.`,
      fixes:
        fragment === ''
          ? [
              advice(
                'Write it as one of these: a folder (./. or /home/…), github:OWNER/REPOSITORY, git+https://…, git+ssh://…, or the name of an input; put it in quotes in a shell if it has # or ?.',
              ),
            ]
          : [
              shellFix(
                `Leave #${fragment} out.`,
                `nix flake metadata ${shellWord(bad.replace(/#.*$/, ''))}   # or the command that you ran`,
              ),
            ],
      verify: manual,
    };
  },
};

/** A flake or an input is named in a way that leads nowhere. */
export const referenceForm = ruleOfSayings(
  {
    id: 'flake/reference-form',
    class: 'flake-reference-invalid',
    phase: 'flake',
    title: 'Flake or input is named wrongly',
    components: ['flakes'],
    confidence: 0.93,
    docs: [
      {
        title: 'Nix manual: flake references',
        url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#flake-references',
      },
    ],
  },
  [noSuchInput, boundary, relative, malformed],
);
