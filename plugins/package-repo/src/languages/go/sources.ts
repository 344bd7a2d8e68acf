import { native } from '@nixai/packages';
import { at, type RepoView } from '../../repo/view.js';
import { isBuilt, isFor } from './constraint.js';

/** A folder whose package is a program. */
export interface GoProgram {
  /** Relative; empty for the module's top. */
  readonly folder: string;
  readonly from: string;
}

/** What the sources of a module say. */
export interface GoSources {
  readonly programs: readonly GoProgram[];
  /** `#cgo pkg-config: alsa` and `#cgo LDFLAGS: -lm`. */
  readonly cgo: readonly {
    readonly kind: 'module' | 'library';
    readonly name: string;
    readonly from: string;
  }[];
  /** What it imports of that which is known to need more than Go, by the names of the table. */
  readonly imports: readonly { readonly name: string; readonly from: string }[];
  /** Variables at the top of `package main` that hold the version: `main.version`. */
  readonly versionVariables: readonly { readonly name: string; readonly from: string }[];
  /** The word after which the program prints completions: `completion`. */
  readonly completion?: { readonly command: string; readonly from: string };
}

const notBuilt = /(?:^|\/)(?:vendor|testdata|_[^/]*|\.[^/]*)\//;
const ofAnotherSystem =
  /_(?:windows|darwin|freebsd|openbsd|netbsd|dragonfly|solaris|illumos|aix|android|ios|js|wasm|plan9)(?:_\w+)?\.go$/;
/** Files of a `vendor` folder that are looked through for what they link, at most. */
const maxVendored = 4000;

/** Reads the Go files of a module; other modules below it are left out. */
export async function readGoSources(
  project: RepoView,
  usesCobra: boolean,
  tags: ReadonlySet<string>,
): Promise<GoSources> {
  const nested = project.files
    .filter((file) => file.endsWith('/go.mod'))
    .map((file) => file.slice(0, -'go.mod'.length));
  const files = project.files.filter(
    (file) =>
      file.endsWith('.go') &&
      !file.endsWith('_test.go') &&
      !notBuilt.test(file) &&
      !nested.some((folder) => file.startsWith(folder)) &&
      // A folder's name becomes a word of a command.
      /^[\w.][\w./+@-]*$/.test(file),
  );
  const programs = new Map<string, GoProgram>();
  const cgo: GoSources['cgo'][number][] = [];
  const versionVariables: GoSources['versionVariables'][number][] = [];
  const imports: GoSources['imports'][number][] = [];
  let own: GoSources['completion'];
  let disabled = false;
  for (const file of files) {
    const text = await project.read(file);
    if (text === undefined || /^\/\/go:build\s+(?:ignore|tools|generate)\b/m.test(text)) continue;
    const found = /^package\s+main\b/m.exec(text);
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
    if (found !== null && /^func\s+main\s*\(\s*\)/m.test(text) && !programs.has(folder))
      programs.set(folder, { folder, from: at(file, text, found.index) });
    if (found !== null) versionVariables.push(...readVersionVariables(file, text));
    if (!ofAnotherSystem.test(file) && isBuilt(text, tags)) {
      cgo.push(...readCgo(file, text, tags));
      imports.push(...readImports(file, text));
    }
    if (!usesCobra) continue;
    if (/DisableDefaultCmd:\s*true|CompletionOptions\.DisableDefaultCmd\s*=\s*true/.test(text))
      disabled = true;
    const command = /Use:\s*"([\w-]*completions?)\b[^"]*"/.exec(text);
    if (command !== null) own ??= { command: command[1]!, from: at(file, text, command.index) };
  }
  for (const file of vendored(project)) {
    const text = await project.read(file);
    if (text?.includes('#cgo') === true && isBuilt(text, tags))
      cgo.push(...readCgo(file, text, tags));
  }
  return {
    programs: [...programs.values()],
    cgo,
    imports,
    versionVariables,
    completion:
      own ?? (usesCobra && !disabled ? { command: 'completion', from: 'go.mod' } : undefined),
  };
}

function vendored(project: RepoView): readonly string[] {
  if (!project.has('vendor/modules.txt')) return [];
  return project.files
    .filter(
      (file) =>
        file.startsWith('vendor/') &&
        file.endsWith('.go') &&
        !file.endsWith('_test.go') &&
        !ofAnotherSystem.test(file),
    )
    .slice(0, maxVendored);
}

function readImports(file: string, text: string): GoSources['imports'] {
  return [
    ...text.matchAll(/^(?:import)?[ \t]*(?:[\w.]+[ \t]+)?"([\w.-]+\.[\w.-]+\/[^"\s]+)"/gm),
  ].flatMap((found) => {
    const name = native.goModuleOf(found[1]!);
    return name === undefined ? [] : [{ name, from: at(file, text, found.index) }];
  });
}

function readVersionVariables(file: string, text: string): GoSources['versionVariables'] {
  const pattern =
    /^(?:var\s+|\t)(version|Version|VERSION|appVersion|buildVersion|gitVersion|[a-z]+Version|gVersion)(?:\s+string)?\s*(?:=\s*"|$|\n)/gm;
  return [...text.matchAll(pattern)]
    .filter((found) => found[0].startsWith('var') || insideVar(text, found.index))
    .map((found) => ({ name: `main.${found[1]}`, from: at(file, text, found.index) }));
}

function insideVar(text: string, index: number): boolean {
  const before = text.slice(0, index);
  const open = before.lastIndexOf('\nvar (');
  return open !== -1 && !before.slice(open).includes('\n)');
}

function readCgo(file: string, text: string, tags: ReadonlySet<string>): GoSources['cgo'] {
  const found: GoSources['cgo'][number][] = [];
  for (const line of text.matchAll(
    /^[ \t]*(?:\/\/\s*)?#cgo\s+([^:\n]*?)(pkg-config|LDFLAGS):\s*(.*)$/gm,
  )) {
    const [, when = '', what, words = ''] = line;
    if (!isFor(when, tags)) continue;
    const from = at(file, text, line.index);
    for (const word of words.split(/\s+/)) {
      if (what === 'pkg-config' && /^[\w.+-]+$/.test(word) && !word.startsWith('-'))
        found.push({ kind: 'module', name: word, from });
      if (what === 'LDFLAGS' && /^-l[\w.+-]+$/.test(word))
        found.push({ kind: 'library', name: word.slice(2), from });
    }
  }
  return found;
}
