import { at, type RepoView } from '../../repo/view.js';
import type { Attribute, PackageFacts } from '../../analyzer.js';
import { madeBelowTarget, madeWhereAsked } from './buildScript.js';

/** Completions of a program, and how they and its man pages are put in place. */
export interface FoundCompletions {
  readonly completions?: PackageFacts['completions'];
  readonly postInstall: readonly string[];
  readonly attributes?: readonly Attribute[];
}

export const withoutCompletions: FoundCompletions = { postInstall: [] };

/**
 * How a program prints its completions, where its sources say so plainly: a subcommand or flag that
 * takes the shell's name. What its build script writes is put in place from there.
 */
export async function findCompletions(
  project: RepoView,
  program: string,
  usesClapComplete: { readonly runtime: boolean; readonly build: boolean },
): Promise<FoundCompletions> {
  if (usesClapComplete.build) {
    const text = await project.read('build.rs');
    const asked =
      text === undefined
        ? undefined
        : (madeBelowTarget(text, program) ?? madeWhereAsked(text, program));
    if (asked !== undefined) return asked;
    if (text !== undefined && /OUT_DIR/.test(text) && /generate_to/.test(text))
      return {
        postInstall: [
          `installShellCompletion $releaseDir/build/${program}-*/out/${program}.{bash,fish} \\`,
          `  --zsh $releaseDir/build/${program}-*/out/_${program}`,
        ],
      };
  }
  if (!usesClapComplete.runtime) return withoutCompletions;
  const files = project.files.filter(
    (one) => /^(?:src|crates|[\w-]+\/src)\/.*\.rs$/.test(one) && !/^xtask|\/xtask/.test(one),
  );
  // In a large workspace what reads the words of the command line is not among the first.
  const rank = (file: string): number =>
    Number(
      /(?:^|\/)(?:cli|args?|opts?|options|app|main|commands?|completions?)(?:\.rs$|\/)/.test(file),
    ) *
      2 +
    Number(file.startsWith('src/'));
  for (const file of files.sort((one, other) => rank(other) - rank(one)).slice(0, 400)) {
    const text = await project.read(file);
    if (text === undefined) continue;
    const asked = /\bCompleteEnv::with_factory\b/.exec(text);
    if (asked !== null)
      return {
        completions: {
          program,
          words: '',
          variable: 'COMPLETE',
          shells: ['bash', 'fish', 'zsh'],
          from: at(file, text, asked.index),
        },
        postInstall: [],
      };
    if (!/Shell\b/.test(text)) {
      // `Completion(CompletionCommand),`: what takes the shell's name is in a file of its own.
      const variant =
        /^[ \t]*((?:Gen(?:erate)?)?(?:Shell)?Completions?)\((?:\w+::)*\w*Completions?\w*\),/m.exec(
          text,
        );
      if (variant === null || !/\bSubcommand\b/.test(text)) continue;
      return {
        completions: {
          program,
          words: `${asWord(variant[1]!)} @SHELL@`,
          shells: ['bash', 'fish', 'zsh'],
          from: at(file, text, variant.index),
        },
        postInstall: [],
      };
    }
    const flag = /long\s*=\s*"((?:gen(?:erate)?-)?(?:shell-)?completions?)"/.exec(text);
    if (flag !== null)
      return {
        completions: {
          program,
          words: `--${flag[1]} @SHELL@`,
          shells: ['bash', 'fish', 'zsh'],
          from: at(file, text, flag.index),
        },
        postInstall: [],
      };
    const field = flagOfShell(text);
    if (field !== undefined)
      return {
        completions: {
          program,
          words: `--${field.flag} @SHELL@`,
          shells: ['bash', 'fish', 'zsh'],
          from: at(file, text, field.index),
        },
        postInstall: [],
      };
    const built =
      /(?:Command::new|SubCommand::with_name)\(\s*"((?:gen(?:erate)?-?)?completions?|generate)"\s*\)/.exec(
        text,
      );
    if (built !== null && /value_parser!\((?:\w+::)*Shell\)|Shell::/.test(text))
      return {
        completions: {
          program,
          words: `${built[1]} @SHELL@`,
          shells: ['bash', 'fish', 'zsh'],
          from: at(file, text, built.index),
        },
        postInstall: [],
      };
    const command = /^[ \t]*(?:Gen(?:erate)?)?(?:Shell)?(Completions?)\b\s*[{(]/m.exec(text);
    if (command !== null && /Subcommand|enum\s+\w*(?:Command|Cmd)/.test(text)) {
      const word = asWord(command[0].trim().replace(/\s*[{(]$/, ''));
      const isFlag = /^[^}]*?#\[(?:arg|clap)\([^)\]]*\blong\b[^)\]]*\)?[^\]]*\]\s*shell\s*:/.test(
        text.slice(command.index + command[0].length),
      );
      return {
        completions: {
          program,
          words: `${word} ${isFlag ? '--shell ' : ''}@SHELL@`,
          shells: ['bash', 'fish', 'zsh'],
          from: at(file, text, command.index),
        },
        postInstall: [],
      };
    }
  }
  return withoutCompletions;
}

/** `ShellCompletions` as a subcommand: `shell-completions`. */
function asWord(variant: string): string {
  return variant.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}

/** `#[arg(long)] print_completions: Option<Shell>`: a flag of the program that takes a shell's name. */
function flagOfShell(text: string): { readonly flag: string; readonly index: number } | undefined {
  const fields =
    /((?:^[ \t]*(?:\/\/\/[^\n]*|#\[(?:[^\]]|\][^\n])*\])[ \t]*\n)+)[ \t]*(?:pub(?:\(crate\))?[ \t]+)?(\w+)[ \t]*:[ \t]*Option<(?:\w+::)*(Shell|Shells|ShellCompletion|String)>/gm;
  for (const found of text.matchAll(fields)) {
    const long = /\blong\b(?:\s*=\s*"([\w-]+)")?/.exec(found[1]!.replace(/^[ \t]*\/\/\/.*$/gm, ''));
    const name = found[2]!.replace(/_/g, '-');
    // A text is a shell's name where the names of shells are all that it may be.
    if (found[3] === 'String' && !/"bash"[^\]]*"zsh"/.test(found[1]!)) continue;
    // A field of that name is of a subcommand.
    if (long === null || (long[1] ?? name) === 'shell') continue;
    return { flag: long[1] ?? name, index: found.index };
  }
  return undefined;
}
