import type { Fact } from '../../analyzer.js';
import { at, type RepoView } from '../../repo/view.js';
import { moduleNames } from './autotools.js';
import { native } from '@nixai/packages';
import { cmakeFiles, optionsOf } from './cmakeFiles.js';
import { finderOf, readFinder } from './cmakeFinders.js';
import { conditionIsOff, readGuards } from './cmakeGuards.js';
import { frameworks, ofOneQt, partsOf } from './cmakeQt.js';
import { Collector, type BuildFacts } from './collect.js';

/** Reads `CMakeLists.txt` and what it includes, all but tests and copies of others. */
export async function readCMake(project: RepoView): Promise<BuildFacts> {
  const found = new Collector();
  found.tool('cmake', 'CMakeLists.txt', 'its build system');
  const off = new Collector();
  const files = ofOneQt(await cmakeFiles(project));
  const programs: Fact<string>[] = [];
  const installed = new Set<string>();
  const executables = new Map<string, string>();
  /** What a target's file is called, where that is not its own name. */
  const outputs = new Map<string, string>();
  let name: Fact<string> | undefined;
  let version: Fact<string> | undefined;
  const options = new Map<string, boolean>();
  const variables = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  const wrappers = new Set<string>();
  for (const { file, source } of files) {
    for (const [option, on] of optionsOf(source)) options.set(option, on);
    const expand = (text: string, depth = 0): string =>
      text.replace(/\$\{(\w+)\}/g, (_, key: string) =>
        /^(?:CMAKE_)?PROJECT_NAME$/.test(key)
          ? (name?.value ?? '')
          : depth > 5
            ? ''
            : expand(variables.get(key) ?? '', depth + 1),
      );
    const guards = readGuards(source);
    const isOff = (index: number): boolean =>
      guards.some(
        ({ from, to, condition }) =>
          index > from && index < to && conditionIsOff(condition, options),
      );
    for (const one of source.matchAll(/\bset\s*\(\s*(\w+)\s+"?([^\s")]+)"?/gi))
      if (!variables.has(one[1]!) && !isOff(one.index)) variables.set(one[1]!, one[2]!);
    for (const one of source.matchAll(
      /\b(?:function|macro)\s*\(\s*(\w+)([\s\S]*?)\bend(?:function|macro)\s*\(/gi,
    ))
      if (/\b(?:pkg_(?:check|search)_modules?|find_package)\s*\([^)]*\$\{/i.test(one[2]!))
        wrappers.add(one[1]!);
    for (const one of source.matchAll(/\bset\s*\(\s*(\w+)\s+([^()]*)\)/gi))
      lists.set(
        one[1]!,
        one[2]!.split(/[\s"]+/).filter((word) => /^[\w.+-]+$/.test(word)),
      );
    const head = /\bproject\s*\(\s*"?([\w.+${}-]+)"?([^)]*)\)/i.exec(source);
    if (file === 'CMakeLists.txt' && head !== null) {
      name = { value: expand(head[1]!), from: at(file, source, head.index) };
      const numbered = /\bVERSION\s+"?([\d.]+)/i.exec(head[2]!);
      if (numbered !== null) version = { value: numbered[1]!, from: at(file, source, head.index) };
      if (/\bC(?:UDA|Sharp)\b/.test(head[2]!))
        found.dependencies.push({ name: 'CUDA', scope: 'build', from: file });
    }
    for (const one of source.matchAll(/\bstring\s*\(\s*TOLOWER\s+"?([^\s"]+)"?\s+(\w+)\s*\)/gi))
      if (!variables.has(one[2]!) && !isOff(one.index))
        variables.set(one[2]!, expand(one[1]!).toLowerCase());
    for (const one of source.matchAll(/\bfind_package\s*\(\s*(\w[\w.+-]*)([^)]*)\)/gi)) {
      if (isOff(one.index)) {
        off.package(one[1]!, file);
        continue;
      }
      const from = at(file, source, one.index);
      const optional = !/\bREQUIRED\b/.test(one[2]!);
      if (one[1] === 'PkgConfig') found.tool('pkg-config', from, 'find_package(PkgConfig)');
      else if (/^Python(?:3|Interp)?$/.test(one[1]!) && !optional)
        found.tool('python3', from, `find_package(${one[1]})`);
      else if (one[1] === 'Perl' && !optional) found.tool('perl', from, 'find_package(Perl)');
      else if (one[1] === 'BISON') found.tool('bison', from, 'find_package(BISON)');
      else if (one[1] === 'FLEX') found.tool('flex', from, 'find_package(FLEX)');
      else if (one[1] === 'Gettext') found.tool('gettext', from, 'find_package(Gettext)');
      else if (one[1] === 'ECM')
        found.tool('kdePackages.extra-cmake-modules', from, 'find_package(ECM)');
      else if (/^KF[56]$/.test(one[1]!))
        for (const attribute of frameworks(one[1]!, one[2]!))
          found.known(attribute, from, `find_package(${one[1]})`, optional);
      else {
        const finder = finderOf(project, one[1]!);
        if (finder === undefined) found.package(one[1]!, from, optional);
        else await readFinder(project, finder, one[1]!, found, from, optional);
        for (const component of partsOf(one[1]!, one[2]!)) found.package(component, from, optional);
        if (/^Qt6/.test(one[1]!)) found.tool('qt6.wrapQtAppsHook', from, 'Qt');
        if (/^Qt5/.test(one[1]!)) found.tool('libsForQt5.wrapQtAppsHook', from, 'Qt');
      }
    }
    for (const one of source.matchAll(
      /\bpkg_(?:check|search)_module?s?\s*\(\s*\w+\s+([^)]*)\)/gi,
    )) {
      const into = isOff(one.index) ? off : found;
      const words = expand(one[1]!).replace(
        /\b(?:REQUIRED|QUIET|IMPORTED_TARGET|GLOBAL|NO_CMAKE_PATH|NO_CMAKE_ENVIRONMENT_PATH)\b/g,
        ' ',
      );
      const modules = moduleNames(words);
      const isSearch = /search/i.test(one[0].slice(0, 12));
      for (const module of isSearch ? modules.slice(0, 1) : modules)
        into.module(module, at(file, source, one.index), !/\bREQUIRED\b/.test(one[1]!));
    }
    for (const one of source.matchAll(
      /\bfind_library\s*\(\s*[\w-]+\s+(?:NAMES\s+)?"?([\w.+-]+)"?/gi,
    ))
      if (!isOff(one.index))
        found.library(one[1]!.replace(/^lib/, ''), at(file, source, one.index), true);
    for (const one of source.matchAll(
      /\bfind_program\s*\(\s*[\w-]+\s+(?:NAMES\s+)?"?([\w.+${}-]+)"?/gi,
    )) {
      const program = expand(one[1]!);
      if (
        !/ccache|clang-(?:tidy|format)|cppcheck|git\b|doxygen|lcov|gcovr|sccache|iwyu|include-what/.test(
          program,
        ) &&
        !isOff(one.index)
      )
        found.program(program, at(file, source, one.index));
    }
    for (const { name: called, index, args } of wrapperCalls(source, wrappers))
      if (!isOff(index) && !isOffByName(args, options))
        for (const word of args.flatMap((one) => moduleNames(expand(one))))
          if (native.pkgConfig(word) !== undefined)
            found.module(word, at(file, source, index), called !== '');
    for (const one of source.matchAll(
      /\b(?:qt\d?_)?add_executable\s*\(\s*"?([\w.+${}-]+)"?(?!\s+(?:IMPORTED|ALIAS))/gi,
    )) {
      for (const called of looped(source, one.index, one[1]!, lists).map((word) => expand(word)))
        if (called !== '') executables.set(called, at(file, source, one.index));
    }
    for (const one of source.matchAll(
      /\bset_target_properties\s*\(\s*([\w.+${}-]+)[^)]*\bOUTPUT_NAME\s+"?([\w.+${}-]+)"?/gi,
    )) {
      const target = expand(one[1]!);
      outputs.set(target, expand(one[2]!));
    }
    // A plain word that no target has is a library of the system: target_link_libraries(x pam).
    for (const one of source.matchAll(/\btarget_link_libraries\s*\(\s*[^\s)]+([^)]*)\)/gi))
      if (!isOff(one.index))
        for (const word of one[1]!.split(/[\s"]+/))
          if (/^[a-z][a-z0-9_+]*$/.test(word) && native.library(word) !== undefined)
            found.library(word, at(file, source, one.index));
    for (const one of source.matchAll(/\binstall\s*\(\s*TARGETS\s+([^)]*)\)/gi))
      for (const word of expand(one[1]!).split(/\s+/)) installed.add(word.replace(/"/g, ''));
    for (const one of source.matchAll(/\binstall\s*\(\s*PROGRAMS\s+([^)]*)\)/gi)) {
      const word = expand(one[1]!.trim().split(/\s+/)[0]!.replace(/"/g, '')).split('/').at(-1)!;
      if (/^[\w.+-]+$/.test(word) && word !== 'DESTINATION')
        programs.push({ value: word, from: at(file, source, one.index) });
    }
  }
  const named = [...executables].map(([target, from]) => ({
    target,
    program: { value: outputs.get(target) ?? target, from },
  }));
  const isInstalled = ({ target, program }: (typeof named)[number]): boolean =>
    installed.has(target) || program.value === name?.value;
  const kept = named.some(isInstalled) || programs.length > 0 ? named.filter(isInstalled) : named;
  programs.unshift(...kept.map(({ program }) => program));
  return {
    name,
    version,
    programs,
    inputs: found.inputs,
    unknownInputs: found.unknownInputs,
    dependencies: found.dependencies,
    attributes: [],
    notes: [],
    off: off.inputs.map(({ attribute }) => attribute),
  };
}

/** A name in a loop, `foreach(PROG ${PROGRAMS}) add_executable(${PROG} …)`: all that it stands for. */
function looped(
  source: string,
  index: number,
  name: string,
  lists: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const variable = /^\$\{(\w+)\}$/.exec(name)?.[1];
  const before = source.slice(0, index);
  const start = before.search(
    new RegExp(`\\bforeach\\s*\\(\\s*${variable ?? '!'}\\b(?![\\s\\S]*\\bendforeach)`, 'i'),
  );
  if (variable === undefined || start === -1) return [name];
  const over = /foreach\s*\(\s*\w+\s+([^)]*)\)/i.exec(source.slice(start))?.[1] ?? '';
  return over
    .replace(/\bIN\s+(?:LISTS|ITEMS)\b/g, ' ')
    .split(/[\s"]+/)
    .flatMap(
      (word) =>
        lists.get(/^\$\{(\w+)\}$/.exec(word)?.[1] ?? word) ?? (/^\w/.test(word) ? [word] : []),
    );
}

/** Calls of functions of the project's own that look for what they are given. */
function wrapperCalls(
  source: string,
  wrappers: ReadonlySet<string>,
): readonly { name: string; index: number; args: readonly string[] }[] {
  return [...wrappers].flatMap((name) =>
    [...source.matchAll(new RegExp(`^[ \\t]*${name}\\s*\\(([^)]*)\\)`, 'gm'))].map((one) => ({
      name,
      index: one.index,
      args: [...one[1]!.matchAll(/"([^"]*)"|([^\s"]+)/g)].map((word) => word[1] ?? word[2]!),
    })),
  );
}

/** `wrapper(RPM …)` where `ENABLE_RPM` is off. */
function isOffByName(args: readonly string[], options: ReadonlyMap<string, boolean>): boolean {
  const [name = ''] = args;
  return ['', 'ENABLE_', 'WITH_', 'USE_'].some(
    (prefix) => options.get(`${prefix}${name}`) === false,
  );
}
