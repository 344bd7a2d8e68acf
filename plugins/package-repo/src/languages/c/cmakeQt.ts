import { native } from '@nixai/packages';

/** The packages of Qt's parts that are not its base: `Qt6Svg` of `find_package(Qt6 COMPONENTS Svg)`. */
export function qtComponents(name: string, rest: string): readonly string[] {
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
