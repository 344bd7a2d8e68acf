import type { Attribute, Fact } from '../../analyzer.js';
import { interpolated, lines, list, text } from '../../nix/value.js';
import { at, type RepoView } from '../../repo/view.js';
import { native } from '@nixai/packages';
import { moduleNames } from './autotools.js';
import { Collector, type BuildFacts } from './collect.js';
import { expand, readVariables, withoutOff } from './makeVariables.js';
import { switches } from './makeSwitches.js';

const names = [
  'GNUmakefile',
  'Makefile',
  'makefile',
  'Makefile.in',
  'Makefile.autosetup',
  'Makefile.linux',
];

/** Files that are read of one build, at most. */
const maxParts = 20;

/** Reads a Makefile that was written by hand, and what it includes. */
export async function readMake(project: RepoView): Promise<BuildFacts> {
  const file = names.find((one) => project.has(one)) ?? 'Makefile';
  const found = new Collector();
  const parts: [string, string][] = [];
  const queue = [file, 'config.mk', 'config.mk.in', 'src/Makefile', 'common.mk'];
  for (let index = 0; index < queue.length && index < maxParts; index++) {
    const content = await project.read(queue[index]!);
    if (content === undefined) continue;
    parts.push([queue[index]!, content]);
    for (const one of content.matchAll(
      /^[ \t]*-?include[ \t]+([\w./-]+)[ \t]*$|\s-f[ \t]+([\w./-]+)/gm,
    )) {
      const included = one[1] ?? one[2]!;
      if (project.has(included) && !queue.includes(included)) queue.push(included);
    }
  }
  const whole = parts.map(([, content]) => content.replace(/#.*$/gm, '')).join('\n');
  const variables = readVariables(whole);
  const own = ownLibraries(whole);
  const flags = new Set<string>();
  for (const [part, content] of parts) {
    const plain = content.replace(/#.*$/gm, '');
    for (const { flag, libraries, modules, index } of switches(plain, variables)) {
      flags.add(flag);
      for (const library of libraries) found.library(library, at(part, plain, index), true);
      for (const module of modules) found.module(module, at(part, plain, index), true);
    }
    const joined = withoutOff(content.replace(/\\\n/g, '  ').replace(/#.*$/gm, ''), variables);
    for (const one of joined.matchAll(
      /(?:\bpkg-config|\bpkgconf|\$[({]PKG_?CONFIG[)}])\s+([^)\n`;|&]*)/g,
    )) {
      const words = expand(one[1]!, variables)
        .replace(/(?:^|\s)--?[\w-]+(?:=\S*)?/g, ' ')
        .replace(/[12]?>\S+/g, ' ');
      for (const module of moduleNames(words).filter(isModule))
        found.module(module, at(part, joined, one.index), /--exists/.test(one[1]!));
    }
    for (const one of joined.matchAll(/^(?!\t?\s*@?(?:echo|#)).*?$/gm)) {
      if (/ifdef\s+windows|mingw|-lws2/i.test(one[0])) continue;
      for (const library of one[0].matchAll(/(?:^|[\s="'])-l([A-Za-z][\w.+-]+|[mz])(?![\w$(])/g))
        if (!own.has(library[1]!)) found.library(library[1]!, at(part, joined, one.index));
    }
    // What pkg-config is asked for by a name that is put together: LIBS_$(BACKEND).
    if (/\bpkg-config\b/.test(whole))
      for (const one of joined.matchAll(
        /^(?:LIBS|PKGS?|MODULES)_\w+[ \t]*[:?]?=[ \t]*([^\n$]+)$/gm,
      )) {
        const modules = moduleNames(one[1]!);
        if (modules.length > 0 && modules.every((word) => native.pkgConfig(word) !== undefined))
          for (const module of modules) found.module(module, at(part, joined, one.index), true);
      }
    toolsOfRules(joined, part, found);
    for (const one of joined.matchAll(
      /^[ \t]*(?:POD2MAN|SCDOC|ASCIIDOC|ASCIIDOCTOR|A2X|XMLTO|GETTEXT|MSGFMT|PERL|BISON|FLEX|YACC|LEX|WAYLAND_SCANNER|PANDOC)\s*[?:]?=\s*([\w-]+)\s*$/gm,
    ))
      found.program(one[1]!, at(part, joined, one.index));
  }
  for (const source of [
    ...project.inFolder(''),
    ...project.inFolder('src').map((one) => `src/${one}`),
  ])
    if (/\.[yl]$/.test(source) && !project.has(source.replace(/\.[yl]$/, '.c')))
      found.program(source.endsWith('.y') ? 'bison' : 'flex', source);
  await readOwnConfigure(project, found);
  const install = /^install\s*:{1,2}/m.test(whole);
  const programs = programsOf(whole, file, variables);
  const attributes: Attribute[] = [];
  const prefix = /^[ \t]*(PREFIX|prefix)\s*[?:]?=\s*(\S*)/m.exec(whole);
  if (prefix !== null || /\$[({](?:PREFIX|prefix)[)}]/.test(whole))
    flags.add(`${prefix?.[1] ?? 'PREFIX'}=$(out)`);
  else if (install && /\$[({]?DESTDIR[)}]?/.test(whole))
    for (const flag of ['DESTDIR=$(out)', 'PREFIX=']) flags.add(flag);
  const compiler = /^[ \t]*(CC|CXX)\s*:?=\s*(gcc|clang|cc|g\+\+|c\+\+)\s*$/m.exec(whole);
  if (compiler !== null) flags.add(compiler[1] === 'CC' ? 'CC:=$(CC)' : 'CXX:=$(CXX)');
  if (flags.size > 0)
    attributes.push({
      name: 'makeFlags',
      value: list(
        [...flags].map((flag) => (flag.includes('$(out)') ? interpolated(flag) : text(flag))),
      ),
      from: prefix === null ? file : at(file, whole, prefix.index),
      why: 'where it is installed, what it is built with, and by which compiler',
    });
  const main = programs[0]?.value;
  if (!install && main !== undefined)
    attributes.push({
      name: 'installPhase',
      value: lines([
        'runHook preInstall',
        '',
        `install -Dm755 ${main} -t $out/bin`,
        '',
        'runHook postInstall',
      ]),
      from: file,
      why: 'its Makefile has no target install',
    });
  const version = /^[ \t]*(?:VERSION|version|APP_VERSION)\s*[?:]?=\s*v?(\d[\w.+-]*)\s*$/m.exec(
    whole,
  );
  return {
    programs,
    version:
      version === null ? undefined : { value: version[1]!, from: at(file, whole, version.index) },
    inputs: found.inputs,
    unknownInputs: found.unknownInputs,
    dependencies: found.dependencies,
    attributes,
    notes:
      install || main !== undefined
        ? []
        : [
            'Its Makefile has no target install and names no program: what is put in $out is for installPhase to say.',
          ],
  };
}

/** Programs that the commands of rules begin with. */
export function toolsOfRules(source: string, file: string, found: Collector): void {
  for (const one of source.matchAll(
    /^\t(?:[^\n]*&&[ \t]+)?(?:> *\S+[ \t]+)?[-@+]*\s*(?:\$\(\w+\)\s*){0,3}(bison|yacc|flex|lex|pod2man|scdoc|asciidoctor?|a2x|xmlto|pandoc|help2man|ronn|xsltproc|txt2man|go-md2man|perl|msgfmt|protoc|wayland-scanner|gperf|re2c|xxd)\b/gm,
  ))
    found.program(one[1]!, at(file, source, one.index));
}

/** A `configure` that was written by hand, and asks pkg-config: `pkg_config FLAC "flac"`. */
async function readOwnConfigure(project: RepoView, found: Collector): Promise<void> {
  if (project.has('configure.ac') || project.has('configure.in')) return;
  for (const file of ['configure', 'config.sh']) {
    const source = (await project.read(file))?.replace(/^[ \t]*#.*$/gm, '');
    if (source === undefined) continue;
    for (const one of source.matchAll(
      /\b(?:pkg[-_]config|check_pkg|require_pkg_config|enabled\s+\w+\s+&&\s+require_pkg_config)\s+\w*\s*"([^"$]+)"(?:\s+"([^"]*)")?/g,
    ))
      for (const module of moduleNames(one[1]!).filter(
        (word) => native.pkgConfig(word) !== undefined,
      ))
        found.module(module, at(file, source, one.index), !isNeeded(source, one.index));
    for (const one of source.matchAll(/\bcheck_library\s+\w+\s+"[^"]*"\s+"([^"]*)"/g))
      for (const word of one[1]!.matchAll(/-l([\w.+-]+)/g))
        found.library(word[1]!, at(file, source, one.index), true);
  }
}

/** Whether nothing goes on without it: `check_pkg "x" || fail`, in no condition and with no other way. */
function isNeeded(source: string, index: number): boolean {
  const end = source.indexOf('\n', index);
  return (
    (index === 0 || source[index - 1] === '\n') &&
    /^[^|]*\|\|\s*fail\b/.test(source.slice(index, end === -1 ? undefined : end))
  );
}

/** Libraries that the project makes itself: `lib/libfoo.a` is what `-lfoo` means then. */
function ownLibraries(source: string): ReadonlySet<string> {
  return new Set([...source.matchAll(/\blib([\w+-]+)\.(?:a|so)\b/g)].map((one) => one[1]!));
}

/** A word of a sentence about pkg-config is none of its modules. */
function isModule(word: string): boolean {
  return native.pkgConfig(word) !== undefined || /[-\d]/.test(word);
}

export function programsOf(
  source: string,
  file: string,
  variables: ReadonlyMap<string, string>,
): readonly Fact<string>[] {
  const found: Fact<string>[] = [];
  const take = (value: string, index: number): void => {
    const name =
      expand(value, variables)
        .trim()
        .split(/\s+/)[0]
        ?.split('/')
        .at(-1)
        ?.replace(/\.exe$/, '') ?? '';
    if (/^[A-Za-z_][\w.+-]*$/.test(name) && !/\.[oach]$/.test(name))
      found.push({ value: name, from: at(file, source, index) });
  };
  for (const one of source.matchAll(
    /^[ \t]*(?:BIN|BINS|PROG|PROGRAM|PROGNAME|TARGET|EXE|EXECUTABLE|BINARY|NAME|APP|OUT|OUTPUT)\s*[?:]?=\s*(.+)$/gm,
  ))
    take(one[1]!, one.index);
  for (const one of source.matchAll(/^\w+\s*:?=\s*([\w.+-]+)\$\(EXEEXT\)\s*$/gm))
    take(one[1]!, one.index);
  for (const one of source.matchAll(
    /^\t.*?\binstall\b.*?\s([\w./$(){}-]+)\s+"?\S*(?:\/bin|BINDIR|bindir)\S*/gm,
  ))
    take(one[1]!, one.index);
  if (found.length > 0) return found;
  // Nothing names it: the rule that links does, or the one for a file of C of that name.
  for (const one of source.matchAll(/^([\w.+$(){}-]+)\s*:(?!=)([^\n]*)\n((?:\t[^\n]*\n?)+)/gm)) {
    const compiles = /(?:\$[({]?(?:CC|CXX|LD|LINK)|\b(?:g?cc|clang|[gc]\+\+)\b)/.test(one[3]!);
    if (
      compiles &&
      !/\s-c\s/.test(one[3]!) &&
      !/^(?:all|clean|install|test|check|\.)/.test(one[1]!)
    )
      take(one[1]!, one.index);
  }
  return found;
}
