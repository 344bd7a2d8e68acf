import { native } from '@nixai/packages';
import type { CMakeFile } from './cmakeFiles.js';

/**
 * The files as they are for the Qt that is looked for first, where they can do with several:
 * `find_package(QT NAMES Qt6 Qt5)`, and then `Qt${QT_VERSION_MAJOR}`.
 */
export function ofOneQt(files: readonly CMakeFile[]): readonly CMakeFile[] {
  const asked = files
    .map(({ source }) => /\bfind_package\s*\(\s*QT\s[^)]*?\bQt(\d)/.exec(source)?.[1])
    .find((major) => major !== undefined);
  if (asked === undefined) return files;
  return files.map(({ file, source }) => ({
    file,
    source: source
      .replace(/\bfind_package\s*\(\s*QT\s/g, (call) => blank(call))
      .replace(
        /\b(Qt|KF)\$\{QT_(?:VERSION_MAJOR|MAJOR_VERSION|DEFAULT_MAJOR_VERSION)\}/g,
        `$1${asked}`,
      )
      .replace(/\bfind_package\s*\(\s*Qt(\d)/g, (call, major: string) =>
        major === asked ? call : blank(call),
      ),
  }));
}

/** As long, so that what comes after it keeps its line. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/**
 * The packages of parts that are not of the base: `Qt6Svg` of `find_package(Qt6 COMPONENTS Svg)`,
 * `xcb-keysyms` of `find_package(XCB COMPONENTS KEYSYMS)`.
 */
export function partsOf(name: string, rest: string): readonly string[] {
  if (/^xcb$/i.test(name))
    return words(rest)
      .map((word) => `xcb-${word.toLowerCase()}`)
      .filter((word) => native.pkgConfig(word) !== undefined);
  if (!/^Qt[56]$/.test(name)) return [];
  return words(rest)
    .map((word) => `${name}${word}`)
    .filter((word) => native.cmakePackage(word) !== undefined);
}

/** Frameworks of KDE whose package is not called `k` and the component. */
const named: Readonly<Record<string, string>> = {
  Attica: 'attica',
  Baloo: 'baloo',
  BluezQt: 'bluez-qt',
  BreezeIcons: 'breeze-icons',
  FrameworkIntegration: 'frameworkintegration',
  Kirigami: 'kirigami',
  ModemManagerQt: 'modemmanager-qt',
  NetworkManagerQt: 'networkmanager-qt',
  Prison: 'prison',
  Purpose: 'purpose',
  Solid: 'solid',
  Sonnet: 'sonnet',
  SyntaxHighlighting: 'syntax-highlighting',
  ThreadWeaver: 'threadweaver',
};

/** Attributes of `find_package(KF6 COMPONENTS CoreAddons I18n)`. */
export function frameworks(name: string, rest: string): readonly string[] {
  const set = name === 'KF6' ? 'kdePackages' : 'libsForQt5';
  return words(rest).map((word) => `${set}.${named[word] ?? `k${word.toLowerCase()}`}`);
}

function words(rest: string): readonly string[] {
  return rest
    .replace(/\b(?:REQUIRED|COMPONENTS|QUIET|OPTIONAL_COMPONENTS|CONFIG|NO_MODULE)\b/g, ' ')
    .split(/\s+/)
    .filter((word) => /^[A-Z]\w+$/.test(word));
}
