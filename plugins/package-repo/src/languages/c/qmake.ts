import type { Fact } from '../../analyzer.js';
import { at, type RepoView } from '../../repo/view.js';
import { moduleNames } from './autotools.js';
import { Collector, type BuildFacts } from './collect.js';

/** Parts of Qt that are packages of their own, by the word of `QT +=`; all others are in its base. */
const parts: Readonly<Record<string, string>> = {
  bluetooth: 'qtconnectivity',
  charts: 'qtcharts',
  core5compat: 'qt5compat',
  location: 'qtlocation',
  multimedia: 'qtmultimedia',
  multimediawidgets: 'qtmultimedia',
  networkauth: 'qtnetworkauth',
  positioning: 'qtpositioning',
  qml: 'qtdeclarative',
  quick: 'qtdeclarative',
  quickcontrols2: 'qtdeclarative',
  quickwidgets: 'qtdeclarative',
  script: 'qtscript',
  serialport: 'qtserialport',
  svg: 'qtsvg',
  svgwidgets: 'qtsvg',
  texttospeech: 'qtspeech',
  uitools: 'qttools',
  webchannel: 'qtwebchannel',
  webengine: 'qtwebengine',
  webenginewidgets: 'qtwebengine',
  webkit: 'qtwebkit',
  webkitwidgets: 'qtwebkit',
  websockets: 'qtwebsockets',
  x11extras: 'qtx11extras',
  xmlpatterns: 'qtxmlpatterns',
};

/** Blocks for other systems: `win32 { … }`, `macx: …`. */
const otherSystem =
  /^(?:win(?:32|dows)?|msvc|mac(?:x|os)?|osx|darwin|android|ios|haiku|os2|!unix|!linux)\b/;

/** Reads the `.pro` file of a project and what it includes. */
export async function readQmake(project: RepoView): Promise<BuildFacts> {
  const found = new Collector();
  const top = project.inFolder('').filter((file) => /\.pro$/.test(file))[0] ?? 'src.pro';
  const files = [
    top,
    ...project.files
      .filter(
        (file) =>
          file !== top &&
          /\.pr[oi]$/.test(file) &&
          !/(?:^|\/)(?:tests?|examples?|third[-_]?party|3rdparty|vendor|extern\w*)\//.test(file),
      )
      .slice(0, 40),
  ];
  const programs: Fact<string>[] = [];
  let name: Fact<string> | undefined;
  let version: Fact<string> | undefined;
  const texts = await Promise.all(
    files.map(async (file) => [file, forLinux((await project.read(file)) ?? '')] as const),
  );
  const set = (await versionOfQt(project, texts.map(([, text]) => text).join('\n')))
    ? 'qt6'
    : 'libsForQt5';
  found.tool(`${set}.qmake`, top, 'its build system');
  found.tool(`${set}.wrapQtAppsHook`, top, 'Qt');
  found.known(`${set}.qtbase`, top, 'Qt');
  for (const [file, text] of texts) {
    for (const one of text.matchAll(/^[ \t]*(?:[\w!():|,. ]*:)?[ \t]*QT[ \t]*\+?=[ \t]*(.*)$/gm))
      for (const word of one[1]!.split(/\s+/)) {
        const part = parts[word.replace(/-private$/, '')];
        if (part !== undefined && !(set === 'qt6' && part === 'qtx11extras'))
          found.known(`${set}.${part}`, at(file, text, one.index), `QT += ${word}`);
      }
    for (const one of text.matchAll(/\bPKGCONFIG[ \t]*\+?=[ \t]*(.*)$/gm))
      for (const module of moduleNames(one[1]!)) found.module(module, at(file, text, one.index));
    for (const one of text.matchAll(/\bLIBS[ \t]*\+?=[ \t]*(.*)$/gm))
      for (const word of one[1]!.matchAll(/(?:^|\s)-l([A-Za-z][\w.+-]*)/g))
        found.library(word[1]!, at(file, text, one.index));
    if (/\blrelease\b|\blupdate\b|\.qm\b|^[ \t]*TRANSLATIONS\b/m.test(text))
      found.tool(`${set}.qttools`, file, 'its translations');
    const isProgram = !/\bTEMPLATE[ \t]*=[ \t]*(?:lib|subdirs|aux)\b/.test(text);
    const target = /^[ \t]*(?:[\w!|]+:)*TARGET[ \t]*=[ \t]*"?([\w.+-]+)"?[ \t]*$/gm;
    const targets = [...text.matchAll(target)];
    const last = targets.at(-1);
    if (file.endsWith('.pro') && isProgram)
      programs.push({
        value: last?.[1] ?? file.split('/').at(-1)!.slice(0, -'.pro'.length),
        from: last === undefined ? file : at(file, text, last.index),
      });
    if (file !== top) continue;
    name = { value: top.slice(0, -'.pro'.length), from: top };
    const numbered = /^[ \t]*VERSION[ \t]*=[ \t]*"?(\d[\w.]*)/m.exec(text);
    if (numbered !== null) version = { value: numbered[1]!, from: at(file, text, numbered.index) };
  }
  return {
    name,
    version,
    programs,
    inputs: found.inputs,
    unknownInputs: found.unknownInputs,
    dependencies: found.dependencies,
    attributes: [],
    notes: [],
  };
}

/** Whether it is made for Qt 6: by what it asks of the version, and what people are told to install. */
async function versionOfQt(project: RepoView, text: string): Promise<boolean> {
  if (/lessThan\s*\(\s*QT_MAJOR_VERSION\s*,\s*6\s*\)\s*:?\s*\{?\s*error/.test(text)) return true;
  if (/\bcore5compat\b|\bsvgwidgets\b/.test(text)) return true;
  if (/\bx11extras\b/.test(text)) return false;
  const files = project.files.filter(
    (file) =>
      /^(?:readme|install|building)[^/]*$/i.test(file) || /^\.github\/workflows\//.test(file),
  );
  const words = (
    await Promise.all(files.slice(0, 8).map((file) => project.head(file, 40_000)))
  ).join('\n');
  const count = (pattern: RegExp): number => (words.match(pattern) ?? []).length;
  return count(/\bqt ?6|\bqmake6\b/gi) > count(/\bqt ?5|\bqt5-/gi);
}

/** A file without comments and without the blocks for other systems, at the same lines. */
function forLinux(source: string): string {
  const open: boolean[] = [];
  return source
    .replace(/\\\n[ \t]*/g, (one) => ' '.repeat(one.length))
    .replace(/#.*$/gm, '')
    .split('\n')
    .map((line) => {
      const text = line.trim();
      const isOther = otherSystem.test(text) && /[{:]/.test(text);
      const isOff = open.includes(true);
      for (let index = 0; index < text.length; index++) {
        if (text[index] === '{') open.push(isOther);
        else if (text[index] === '}') open.pop();
      }
      return isOff || isOther ? '' : line;
    })
    .join('\n');
}
