import { schema, toolOf, type Arg, type CheckReport, type Flags } from '@nixai/api';
import type { FixResult } from '@nixai/check';

const { integer, list, object, optional, string } = schema;

type Args = { readonly path: Arg<string | undefined> };
type Checked = CheckReport & { readonly fix?: FixResult };

/** What is wrong with a configuration. */
export const checkTool = toolOf<Checked, Flags, Args>()({
  name: 'nix_check',
  description:
    'Checks Nix configuration without evaluating it: syntax, options that do not exist or were renamed, values of the wrong type, practice and security, each with its place and what mends it. Call it on every configuration you write, before you hand it over.',
  input: {
    code: { to: '-', description: 'A module, home.nix or flake.nix as text', with: { path: '-' } },
    path: { to: 'path', description: "Or a file or folder; the user's own if both are absent" },
  },
  item: object({
    severity: string,
    rule: string,
    message: string,
    file: string,
    line: integer,
    hint: optional(string),
  }),
  answer: ({ findings, definitions, files, against }) => ({
    about: `${findings.length === 0 ? 'Nothing is wrong' : counted(findings.length, 'finding')}: ${counted(definitions, 'definition')} in ${counted(files.length, 'file')}, against ${against.map(({ text }) => text).join(' and ') || 'no option set'}.`,
    items: findings.map(({ severity, rule, message, file, line, hint }) => ({
      ...{ severity, rule, message, file, line, hint },
    })),
  }),
  text: ({ severity, rule, message, file, line, hint }) =>
    `${file}:${line} ${severity} ${rule}: ${message}${hint === undefined ? '' : ` Fix: ${hint}`}`,
});

/** Mends what can be mended without changing what is meant. */
export const applyFixTool = toolOf<Checked, Flags, Args>()({
  name: 'nix_apply_fix',
  description:
    'Mends in files of the user what nix_check calls fixable, such as renamed options. The first call changes nothing and gives the diff with its hash; show the diff to the user, then call again with confirm set to that hash.',
  input: { path: { to: 'path', required: true, description: 'A file or folder' } },
  always: { '--fix': true },
  writes: true,
  item: object({ file: string, diff: optional(string), left: optional(list(string)) }),
  answer({ fix }) {
    const { files = [], left = [], applied = false, change } = fix ?? {};
    const how = change === undefined ? '' : ` nixai undo ${change} takes it back.`;
    return {
      about:
        files.length === 0
          ? 'There is nothing to mend.'
          : applied
            ? `Changed ${counted(files.length, 'file')}.${how}`
            : `Would change ${counted(files.length, 'file')}.`,
      items: files.map(({ path, diff }) => ({
        file: path,
        diff,
        left: left
          .filter(({ file }) => file === path)
          .map(({ line, why }) => `line ${line}: ${why}`),
      })),
    };
  },
  text: ({ file, diff, left = [] }) =>
    [diff ?? file, ...left.map((one) => `left alone, ${one}`)].join('\n'),
});

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`;
