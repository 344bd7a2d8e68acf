import type { Input } from '../../analyzer.js';
import { native } from '@nixai/packages';
import { at, type RepoView } from '../../repo/view.js';

/** Files that are read, and how far: what is included stands at the top. */
const maxFiles = 400;
const maxHead = 12_000;

const source = /\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx)$/;
const aside =
  /(?:^|\/)(?:tests?|testing|unittests?|examples?|samples?|demos?|third[-_]?party|3rdparty|vendor(?:ed)?|extern\w*|deps|dependencies|subprojects|submodules|contrib|plugins?|tools?|scripts?|bindings|adapters?|fuzz\w*|bench\w*|docs?|win(?:dows|32|64)?|mswin|mingw|mac(?:os|osx)?|osx|darwin|cocoa|apple|android|ios|haiku|beos|amiga|os2|(?:free|open|net)?bsd|solaris|emscripten|wasm|src\/ports?)\/|[_-](?:win(?:dows|32)?|mac(?:os)?|darwin|osx|android|bsd|test)\.\w+$|(?:^|\/)test[_-]/i;

/**
 * Libraries whose headers the sources include whatever is set: many that are all header are looked for
 * by no build file, and some that every system of the author's had.
 */
export async function includedLibraries(project: RepoView): Promise<readonly Input[]> {
  const files = project.files.filter((file) => source.test(file) && !aside.test(file));
  const found = new Map<string, Input>();
  for (const file of files.slice(0, maxFiles)) {
    const text = await project.head(file, maxHead);
    if (text === undefined) continue;
    for (const { path, index } of plainIncludes(text)) {
      const attribute = native.header(path);
      if (attribute === undefined || found.has(attribute) || isOwn(project, path)) continue;
      found.set(attribute, {
        attribute,
        kind: 'build',
        from: at(file, text, index),
        why: `#include <${path}>`,
        optional: true,
      });
    }
  }
  return [...found.values()];
}

/** Includes that no condition of the preprocessor stands around, but for the guard of a header. */
function plainIncludes(text: string): readonly { path: string; index: number }[] {
  const found: { path: string; index: number }[] = [];
  const guard = /^[ \t]*#\s*ifndef\s+(\w+)\s*\n\s*#\s*define\s+\1\b/m.exec(text);
  let depth = 0;
  for (const one of text.matchAll(
    /^[ \t]*#[ \t]*(?:(if\w*|endif)\b|include[ \t]*[<"]([\w./+-]+)[>"])/gm,
  )) {
    if (one[1] === 'endif') depth--;
    else if (one[1] !== undefined) depth++;
    else if (depth <= (guard === null ? 0 : 1)) found.push({ path: one[2]!, index: one.index });
  }
  return found;
}

/** Whether the project brings the header itself. */
function isOwn(project: RepoView, path: string): boolean {
  return project.files.some((file) => file === path || file.endsWith(`/${path}`));
}
