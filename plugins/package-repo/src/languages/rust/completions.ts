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
    .filter((one) => /^(?:src|crates|[\w-]+\/src)\/.*\.rs$/.test(one))
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
