import { at, type RepoView } from '../../repo/view.js';
import type { PackageFacts } from '../../analyzer.js';

/**
 * How a program prints its completions, where its sources say so plainly: a subcommand or flag that
 * takes the shell's name. What its build script writes is put in place from there.
 */
export async function findCompletions(
  project: RepoView,
  program: string,
  usesClapComplete: { readonly runtime: boolean; readonly build: boolean },
): Promise<{
  readonly completions?: PackageFacts['completions'];
  readonly postInstall: readonly string[];
}> {
  if (usesClapComplete.build) {
    const text = await project.read('build.rs');
    if (text !== undefined && /OUT_DIR/.test(text) && /generate_to/.test(text))
      return {
        postInstall: [
          `installShellCompletion $releaseDir/build/${program}-*/out/${program}.{bash,fish} \\`,
          `  --zsh $releaseDir/build/${program}-*/out/_${program}`,
        ],
      };
  }
  if (!usesClapComplete.runtime) return { postInstall: [] };
  for (const file of project.files
    .filter(
      (one) => /^(?:src|crates|[\w-]+\/src)\/.*\.rs$/.test(one) && !/^xtask|\/xtask/.test(one),
    )
    .slice(0, 400)) {
    const text = await project.read(file);
    if (text === undefined || !/Shell\b/.test(text)) continue;
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
      const word = command[0]
        .trim()
        .replace(/\s*[{(]$/, '')
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .toLowerCase();
      return {
        completions: {
          program,
          words: `${word} @SHELL@`,
          shells: ['bash', 'fish', 'zsh'],
          from: at(file, text, command.index),
        },
        postInstall: [],
      };
    }
  }
  return { postInstall: [] };
}

/** `#[arg(long)] print_completions: Option<Shell>`: a flag of the program that takes a shell's name. */
function flagOfShell(text: string): { readonly flag: string; readonly index: number } | undefined {
  const fields =
    /((?:^[ \t]*(?:\/\/\/[^\n]*|#\[(?:[^\]]|\][^\n])*\])[ \t]*\n)+)[ \t]*(?:pub(?:\(crate\))?[ \t]+)?(\w+)[ \t]*:[ \t]*Option<(?:\w+::)*(?:Shell|Shells|ShellCompletion)>/gm;
  for (const found of text.matchAll(fields)) {
    const long = /\blong\b(?:\s*=\s*"([\w-]+)")?/.exec(found[1]!.replace(/^[ \t]*\/\/\/.*$/gm, ''));
    const name = found[2]!.replace(/_/g, '-');
    // A field of that name is of a subcommand.
    if (long === null || (long[1] ?? name) === 'shell') continue;
    return { flag: long[1] ?? name, index: found.index };
  }
  return undefined;
}
