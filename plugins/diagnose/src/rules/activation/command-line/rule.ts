import {
  shellWord,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** The command itself was wrong: nothing of the system or its configuration was looked at. */
export const commandLine: DiagnosisRule = {
  id: 'activation/command-line',
  class: 'command-line',
  phase: 'activation',
  title: 'The command line is wrong',
  components: ['nix'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['required arguments were not provided'],
      line: /error: the following required arguments were not provided:/,
    },
    {
      anchors: ['unexpected argument ', 'unrecognized subcommand '],
      line: /error: (?:unexpected argument|unrecognized subcommand) ['"`](?<argument>[^'"`]{1,100})['"`]/,
    },
    {
      anchors: [
        'unrecognised flag',
        'unrecognised option',
        'unknown option',
        'is not a recognised command',
      ],
      line: /^\s*(?:error: )?(?:(?:\/\S{1,80}\/)?(?<called>[\w-]{2,40}): |\S{2,60}: )?(?:unrecognised flag|unrecognised option|unknown option:?) ['"`]?(?<argument>--?[\w-]{1,60})['"`]?|error: ['"`](?<command>[\w-]{1,40})['"`] is not a recognised command/,
    },
    {
      anchors: ['unrecognized arguments: ', 'invalid choice: '],
      line: /^(?<program>[\w-]{2,40}): error: (?:unrecognized arguments: (?<argument>\S{1,100})|argument .{1,80} invalid choice: ['"](?<choice>[^'"]{1,60})['"])/,
    },
    {
      anchors: ['more values required for an argument'],
      line: /error: (?<values>more values required for an argument)/,
    },
    {
      anchors: ['no argument specified and no'],
      line: /error: no argument specified and no .{3,60} found in the working directory/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: commands',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix',
    },
  ],
  explain(evidence) {
    // A unit's command says so in the journal: there the unit is what failed.
    if (evidence.all(/\.service: Main process exited/)[0] !== undefined) return undefined;
    // A program that a build calls is not what the person typed.
    if (evidence.all(/\.drv['"`]? failed with exit code|Reason: builder failed/)[0] !== undefined)
      return undefined;
    if (evidence.line.text.includes('no argument specified')) return noFileHere();
    if (evidence.get('values') !== '') return noFolderOfNh(evidence);
    const usage = evidence.after(/^\s*[Uu]sage: (?<usage>[\w.-]{2,40}(?: [\w-]{2,30}){0,3})/, 12)
      ?.groups?.['usage'];
    const missing = evidence.below(1)[0]?.trim();
    const argument =
      evidence.get('argument') ||
      evidence.get('command') ||
      evidence.get('choice') ||
      missing ||
      '';
    const lacks = evidence.line.text.includes('not provided');
    const program =
      usage ??
      (evidence.get('program') || evidence.get('called').replace(/^error$/, '') || undefined);
    return {
      culprit: `${program === undefined ? '' : `${program}: `}${argument}`,
      facts: { argument, program },
      message: lacks
        ? `${program ?? 'The command'} needs ${argument}, and was called without it. Nothing was built or changed.`
        : `${program ?? 'The command'} does not know ${argument}: it is misspelled, stands at the wrong place, or belongs to another version of the tool. Nothing was built or changed.`,
      fixes: fixesFor(program, argument, lacks, evidence),
      verify: [program === undefined ? 'nix --version' : `${shellName(program)} --help`],
    };
  },
};

/** nh without a folder, and without NH_FLAKE. */
function noFolderOfNh(evidence: Evidence): Diagnosis | undefined {
  const call = evidence.before(/\b(?<is>nh (?:os|home|darwin) [a-z]{2,12})\b/, 6)?.groups?.['is'];
  if (call === undefined) return undefined;
  return {
    culprit: `${call}: the folder of the flake`,
    message: `${call} was called without the folder of a flake, and NH_FLAKE names none. Nothing was built or changed.`,
    fixes: [
      shellFix(
        'Name the folder of the flake; or set it once for all in NH_FLAKE (programs.nh.flake), and log in again.',
        `${call} .`,
      ),
    ],
    verify: ['printenv NH_FLAKE'],
  };
}

function noFileHere(): Diagnosis {
  return {
    culprit: 'shell.nix (nix-shell, nix-build)',
    message:
      'nix-shell was called without a file or package, and the folder that it runs in has neither shell.nix nor default.nix. An editor or a script may start it in another folder than yours.',
    fixes: [
      shellFix(
        'Name the file, or go to the folder that has it.',
        'nix-shell YOUR_FOLDER/shell.nix',
        { fill: { YOUR_FOLDER: 'the folder of the project' } },
      ),
      shellFix('A flake has its shell by another command.', 'nix develop'),
    ],
    verify: ['ls shell.nix default.nix flake.nix'],
  };
}

const shellName = (program: string): string => program.split(' ').map(shellWord).join(' ');

function fixesFor(
  program: string | undefined,
  argument: string,
  lacks: boolean,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const help = shellFix(
    'See what it takes.',
    program === undefined ? 'nix --help' : `${shellName(program)} --help`,
  );
  if (lacks && /^nh /.test(program ?? ''))
    return [
      shellFix(
        'Name the folder of the flake; or set it once for all in NH_FLAKE (programs.nh.flake).',
        `${shellName(program ?? 'nh os switch')} .`,
      ),
      help,
    ];
  const passed = evidence.after(
    /tip: to pass .{1,80} as a value, use ['"`]-- (?<is>--?[\w-]{1,40})['"`]/,
    3,
  )?.groups?.['is'];
  if (passed !== undefined && program !== undefined)
    return [
      shellFix(
        'It is an option of Nix, not of this tool: options of Nix stand behind -- (with your own flake before it).',
        `${shellName(program)} . -- ${passed}`,
      ),
      help,
    ];
  // nixos-rebuild was written anew, and passes on less.
  const rewritten =
    evidence.context.tool === 'nixos-rebuild'
      ? [
          advice(
            `The nixos-rebuild of 25.11 and newer is another program: take ${argument} out of the command (or of system.autoUpgrade.flags), or write what it is called now.`,
          ),
        ]
      : [];
  return lacks
    ? [advice(`Call it with ${argument}.`), help]
    : [...rewritten, help, advice(`Take ${argument} out, or correct it.`)];
}
