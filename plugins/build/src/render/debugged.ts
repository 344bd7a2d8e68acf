import { shellWord, type View } from '@nixai/api';
import { keptSecret } from '../debug/secret.js';
import type { DebugOutcome } from '../debug/debug.js';
import type { Environment } from '../results/debugged.js';

export async function renderDebugged(outcome: DebugOutcome, view: View): Promise<string> {
  const { code, failed, errors, opened, environment, show } = outcome;
  if (code === 0) return view.wrap('It was built: there is nothing to look into.');
  if (failed === undefined)
    return [
      view.style.bad('No build has failed: Nix did not come that far.'),
      errors.join('\n'),
    ].join('\n\n');
  const { name, phase, folder, from, shell, again, secret } = failed;
  const head = `${name} failed${phase === undefined ? '' : ` in ${phase}`}.`;
  if (folder === undefined || shell === undefined)
    return view.wrap(
      `${head} ${from === undefined ? 'Nix names no folder that it kept of it.' : `It was built on ${from}, and what it left is there: run this command on that machine.`}`,
    );
  const words = shell.map(shellWord).join(' ');
  const remove = `rm -r ${shellWord(folder)}`;
  if (opened) return view.wrap(`What ${name} left is still there. To remove it: ${remove}`);
  return [
    view.wrap(`${view.style.bad(head)} What it left is in ${folder}.`),
    ...(show === undefined ? [] : [await show(view)]),
    ...(environment === undefined ? [] : [view.pairs(rowsOf(environment))]),
    `${view.wrap('A shell in its environment, without the sandbox:')}\n${view.code(words, 'sh')}`,
    ...(secret === true ? [view.wrap(`Of what failed: ${keptSecret(failed)}.`)] : []),
    ...(again === undefined
      ? []
      : [`${view.wrap('In it, what failed once more:')}\n${view.code(again, 'sh')}`]),
    `${view.wrap('When you are done:')}\n${view.code(remove, 'sh')}`,
  ].join('\n\n');
}

/** What the build had, and what it is of. */
function rowsOf(environment: Environment): [string, string][] {
  const { nix, system, processors, cores, maxJobs, memory, free, nixpkgs } = environment;
  const most = cores === 0 ? 'all' : String(cores);
  return [
    ['Nix', `${nix ?? 'of a version that it does not say'}, ${system}`],
    ['nixpkgs', nixpkgs ?? 'not known here'],
    ['processors', `${processors}; a build may use ${most} (cores), ${maxJobs} at once (max-jobs)`],
    ['memory', `${gibibytes(memory)} GiB, ${gibibytes(free)} free`],
  ];
}

const gibibytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1);
