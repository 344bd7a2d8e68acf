import type { Fact } from '../../analyzer.js';
import { at, type RepoView } from '../../repo/view.js';
import { Collector, type BuildFacts } from './collect.js';
import { loopedNames } from './mesonLists.js';

/** Reads the `meson.build`s, all but those of subprojects and tests. */
export async function readMeson(project: RepoView): Promise<BuildFacts> {
  const found = new Collector();
  const off = new Collector();
  found.tool('meson', 'meson.build', 'its build system');
  found.tool('ninja', 'meson.build', 'its build system');
  const files = project.files
    .filter(
      (one) =>
        /(?:^|\/)meson\.build$/.test(one) &&
        !/(?:^|\/)(?:subprojects|tests?|examples?|fuzz\w*)\//.test(one),
    )
    .slice(0, 200);
  const options = await readOptions(project);
  const programs: Fact<string>[] = [];
  let name: Fact<string> | undefined;
  let version: Fact<string> | undefined;
  let licence: Fact<string> | undefined;
  for (const file of files) {
    const source = ((await project.read(file)) ?? '').replace(/^[ \t]*#.*$/gm, '');
    const head = /\bproject\s*\(\s*'([^']+)'/.exec(source);
    if (file === 'meson.build' && head !== null) {
      const args = callText(source, head.index + head[0].indexOf('(') + 1);
      name = { value: head[1]!, from: at(file, source, head.index) };
      const numbered = /\bversion\s*:\s*'([^']+)'/.exec(args);
      if (numbered !== null)
        version = { value: numbered[1]!, from: at(file, source, head.index + numbered.index) };
      const under = /\blicense\s*:\s*\[?\s*((?:'[^']+'\s*,?\s*)+)/.exec(args);
      if (under !== null)
        licence = {
          value: [...under[1]!.matchAll(/'([^']+)'/g)].map((one) => one[1]).join(' AND '),
          from: at(file, source, head.index),
        };
    }
    for (const one of source.matchAll(/\bdependency\s*\(/g)) {
      const args = callText(source, one.index + one[0].length);
      const names = [...args.split(/\b\w+\s*:/)[0]!.matchAll(/'([^']*)'/g)]
        .map((word) => word[1]!)
        .filter((word) => /^[A-Za-z][\w.+-]*$/.test(word));
      const required = /\brequired\s*:\s*(false|get_option\s*\(\s*'([^']+)')/.exec(args);
      if (isOff(required?.[2], options)) {
        for (const word of names) off.module(word, file);
        continue;
      }
      for (const word of names.slice(0, 1)) {
        if (
          [
            'threads',
            'dl',
            'intl',
            'iconv',
            'openmp',
            'rt',
            'm',
            'appleframeworks',
            'bash-completion',
            'fish',
            'zsh',
            'epoll-shim',
            'atomic',
          ].includes(word)
        )
          continue;
        if (
          word === 'curses' ||
          word === 'pcap' ||
          word === 'boost' ||
          word === 'llvm' ||
          word === 'gtest' ||
          word === 'zlib' ||
          word === 'sdl2' ||
          word === 'cups'
        ) {
          const attribute = {
            curses: 'ncurses',
            pcap: 'libpcap',
            boost: 'boost',
            llvm: 'llvm',
            gtest: 'gtest',
            zlib: 'zlib',
            sdl2: 'SDL2',
            cups: 'cups',
          }[word];
          found.inputs.push({
            attribute,
            kind: word === 'gtest' ? 'check' : 'build',
            from: at(file, source, one.index),
            why: `dependency('${word}')`,
            ...(required !== null && { optional: true }),
          });
          continue;
        }
        if (/^(?:check|cmocka|criterion|catch2|gtest_main|gmock)$/.test(word)) {
          found.inputs.push({
            attribute:
              word === 'catch2'
                ? 'catch2_3'
                : word === 'gmock' || word === 'gtest_main'
                  ? 'gtest'
                  : word,
            kind: 'check',
            from: at(file, source, one.index),
            why: `dependency('${word}')`,
          });
          continue;
        }
        found.module(word, at(file, source, one.index), required !== null);
      }
    }
    for (const { call, name: looped, index, optional, installed } of loopedNames(source))
      if (call === 'executable') {
        if (installed) programs.push({ value: looped, from: at(file, source, index) });
      } else if (call === 'dependency') found.module(looped, at(file, source, index), optional);
      else found.library(looped, at(file, source, index), optional);
    for (const one of source.matchAll(/\bfind_library\s*\(\s*'([^']+)'/g)) {
      const args = callText(source, one.index + one[0].indexOf('(') + 1);
      const option = /get_option\s*\(\s*'([^']+)'/.exec(args)?.[1];
      if (!isOff(option, options))
        found.library(
          one[1]!,
          at(file, source, one.index),
          /required\s*:\s*(?:false|get_option)/.test(args),
        );
    }
    for (const one of source.matchAll(/\bfind_program\s*\(/g)) {
      const args = callText(source, one.index + one[0].length);
      const option = /required\s*:\s*get_option\s*\(\s*'([^']+)'/.exec(args)?.[1];
      const word = /'([^']+)'/.exec(args)?.[1];
      if (word !== undefined && !isOff(option, options))
        found.program(word, at(file, source, one.index));
    }
    const modules: readonly (readonly [RegExp, string])[] = [
      [/import\s*\(\s*'i18n'/, 'gettext'],
      [/import\s*\(\s*'gnome'/, 'glib'],
      [/gnome\.generate_gir/, 'gobject-introspection'],
      ...(['gtk_doc', 'gtk-doc', 'docs', 'doc', 'documentation'].some((one) => isOff(one, options))
        ? []
        : gtkDoc),
      [/import\s*\(\s*'qt6'/, 'qt6.wrapQtAppsHook'],
      [/import\s*\(\s*'qt5'/, 'libsForQt5.wrapQtAppsHook'],
      [/add_languages\s*\(\s*'vala'|project\s*\([^)]*'vala'/, 'vala'],
    ];
    for (const [pattern, attribute] of modules) {
      const index = source.search(pattern);
      if (index !== -1)
        found.tool(
          attribute,
          at(file, source, index),
          pattern.source.includes('gir') ? 'introspection' : 'a module of meson',
        );
    }
    for (const one of source.matchAll(/\bexecutable\s*\(/g)) {
      const args = callText(source, one.index + one[0].length);
      const called =
        /^\s*'([^']+)'/.exec(args)?.[1] ??
        (/^\s*meson\.project_name\(\)/.test(args) ? name?.value : undefined);
      if (called !== undefined && /\binstall\s*:\s*true|\binstall_dir\s*:/.test(args))
        programs.push({ value: called, from: at(file, source, one.index) });
    }
  }
  return {
    name,
    version,
    licence,
    programs,
    inputs: found.inputs,
    unknownInputs: found.unknownInputs,
    dependencies: found.dependencies,
    attributes: [],
    notes: [],
    off: off.inputs.map(({ attribute }) => attribute),
  };
}

/** What the reference of a library of GNOME is made with. */
const gtkDoc: readonly (readonly [RegExp, string])[] = [
  [/gnome\.gtkdoc\s*\(/, 'gtk-doc'],
  [/gnome\.gtkdoc\s*\(/, 'docbook_xsl'],
  [/gnome\.gtkdoc\s*\(/, 'docbook_xml_dtd_43'],
];

/** The text of a call's arguments, up to its parenthesis. */
function callText(source: string, start: number): string {
  let depth = 1;
  for (let index = start; index < source.length && index < start + 10_000; index++) {
    if (source[index] === "'")
      index =
        source.indexOf("'", index + 1) === -1 ? source.length : source.indexOf("'", index + 1);
    else if (source[index] === '(') depth++;
    else if (source[index] === ')' && --depth === 0) return source.slice(start, index);
  }
  return source.slice(start, start + 10_000);
}

/** Options that are off unless somebody asks: what only they want is not asked for. */
async function readOptions(project: RepoView): Promise<ReadonlyMap<string, string>> {
  const source =
    (await project.read('meson_options.txt')) ?? (await project.read('meson.options')) ?? '';
  const options = new Map<string, string>();
  for (const one of source.matchAll(/\boption\s*\(\s*'([^']+)'/g)) {
    const args = callText(source, one.index + one[0].indexOf('(') + 1);
    const value = /\bvalue\s*:\s*(?:'([^']*)'|(true|false))/.exec(args);
    options.set(one[1]!, value?.[1] ?? value?.[2] ?? 'auto');
  }
  return options;
}

function isOff(option: string | undefined, options: ReadonlyMap<string, string>): boolean {
  const value = option === undefined ? undefined : options.get(option);
  return value === 'disabled' || value === 'false';
}
