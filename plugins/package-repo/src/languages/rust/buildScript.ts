// Man pages and completions that a build script writes, by where it writes them.
import { at } from '../../repo/view.js';
import { boolean, text } from '../../nix/value.js';
import type { FoundCompletions } from './completions.js';

/** What a build script writes into the folder that a variable names: `env::var_os("GEN_ARTIFACTS")`. */
export function madeWhereAsked(source: string, program: string): FoundCompletions | undefined {
  const variable = /\bvar(?:_os)?\(\s*"([A-Z][A-Z0-9_]*)"\s*\)/.exec(source);
  if (variable === null || variable[1] === 'OUT_DIR' || !/generate_to/.test(source))
    return undefined;
  const from = at('build.rs', source, variable.index);
  return {
    postInstall: [
      ...(/clap_mangen|\bMan::new/.test(source) ? ['installManPage artifacts/*.1'] : []),
      `installShellCompletion artifacts/${program}.{bash,fish} --zsh artifacts/_${program}`,
    ],
    attributes: [
      {
        name: `env.${variable[1]}`,
        value: text('artifacts'),
        from,
        why: 'where its build script puts man pages and completions',
      },
    ],
  };
}

/** What a build script writes below `target`, always or where a variable asks for it: `BTM_GENERATE`. */
export function madeBelowTarget(source: string, program: string): FoundCompletions | undefined {
  if (!/\bgenerate_to\b/.test(source)) return undefined;
  const folders = [
    ...source.matchAll(/"(?:\.\/)?target\/([\w./-]+?)\/?"/g),
    ...source.matchAll(/\.join\("target"\)\s*\.join\("([\w./-]+)"\)/g),
  ].map((one) => one[1]!);
  const completions = folders.find((one) => /complet/i.test(one));
  const pages = folders.find((one) => /(?:^|\/)man/i.test(one));
  if (completions === undefined) return undefined;
  const named =
    /\bgenerate_to\([^;]*?,\s*"([\w-]+)"\s*,/.exec(source)?.[1] ??
    /\bconst\s+\w*NAME\s*:\s*&(?:'static\s+)?str\s*=\s*"([\w-]+)"/.exec(source)?.[1] ??
    program;
  const place = `target/${completions}`;
  const asked = variableOf(source);
  return {
    postInstall: [
      ...(pages === undefined ? [] : [`installManPage target/${pages}/*.1`]),
      `installShellCompletion ${place}/${named}.{bash,fish} --zsh ${place}/_${named}`,
    ],
    attributes:
      asked === undefined
        ? []
        : [
            {
              name: `env.${asked.name}`,
              value: boolean(true),
              from: at('build.rs', source, asked.index),
              why: 'its build script makes man pages and completions where it is set',
            },
          ],
  };
}

/** The variable that asks for what is made, by its own name or by that of a constant. */
function variableOf(source: string): { readonly name: string; readonly index: number } | undefined {
  for (const one of source.matchAll(/\bvar(?:_os)?\(\s*(?:"(\w+)"|(\w+))\s*\)/g)) {
    const name =
      one[1] ?? new RegExp(`\\bconst\\s+${one[2]!}\\s*:[^=]*=\\s*"(\\w+)"`).exec(source)?.[1];
    if (name !== undefined && /GEN|COMPLETION|MAN_?PAGE|ARTIFACT/.test(name))
      return { name, index: one.index };
  }
  return undefined;
}
