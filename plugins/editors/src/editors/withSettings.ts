import { ExitCode, NixaiError } from '@nixai/api';
import { applyEdits, modify, parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { Editor } from './editors.js';

/**
 * What an editor's file says with our settings in it.
 * @param there what it says now; undefined where there is none.
 * @throws NixaiError `editors-by-hand` where a person has to do it.
 */
export function withSettings(
  { manner }: Pick<Editor, 'manner'>,
  there: string | undefined,
  settings: string,
  file: string,
): string {
  if (there === undefined || there.trim() === '' || manner === 'own file') return settings;
  return manner === 'json' ? inJson(there, settings, file) : inToml(there, settings, file);
}

function inJson(there: string, settings: string, file: string): string {
  const errors: ParseError[] = [];
  const root: unknown = parse(there, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || typeof root !== 'object' || root === null || Array.isArray(root))
    throw byHand(
      file,
      error === undefined ? 'it is no object' : printParseErrorCode(error.error),
      settings,
    );
  let text = there;
  for (const [path, value] of leavesOf(JSON.parse(settings) as object)) {
    // What says so already keeps its layout.
    if (JSON.stringify(valueAt(root, path)) === JSON.stringify(value)) continue;
    const formattingOptions = { tabSize: 2, insertSpaces: !/^\t/m.test(there) };
    text = applyEdits(text, modify(text, path, value, { formattingOptions }));
  }
  return text;
}

const valueAt = (root: object, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], root);

/** Lists are values as a whole. */
function leavesOf(value: object, path: readonly string[] = []): [string[], unknown][] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? leavesOf(inner, [...path, name])
      : [[[...path, name], inner] as [string[], unknown]],
  );
}

function inToml(there: string, settings: string, file: string): string {
  if (there.includes(settings.trim())) return there;
  const clash = [/^[ \t]*\[language-server\.nixai\]/m, /^[ \t]*name[ \t]*=[ \t]*["']nix["']/m].find(
    (one) => one.test(there),
  );
  if (clash !== undefined) throw byHand(file, 'it says something of Nix already', settings);
  // Not by a pattern, which would try each run of empty lines in the file.
  let end = there.length;
  while (there[end - 1] === '\n') end--;
  return `${there.slice(0, end)}\n\n${settings}`;
}

const byHand = (file: string, why: string, settings: string): NixaiError =>
  new NixaiError({
    code: 'editors-by-hand',
    what: `${file} has to be changed by hand`,
    why: `${why}; what belongs there:\n${settings}`,
    hint: `$EDITOR ${file}`,
    exitCode: ExitCode.refused,
  });
