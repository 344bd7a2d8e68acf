import type { Attribute, Input } from '../../analyzer.js';
import { text } from '../../nix/value.js';

/** Packages that take a library of the system, with its attribute. */
const libraries: Readonly<Record<string, readonly string[]>> = {
  canvas: ['cairo', 'pango', 'libjpeg', 'giflib', 'librsvg', 'pixman'],
  sharp: ['vips'],
  keytar: ['libsecret'],
  sqlite3: ['sqlite'],
  usb: ['libusb1', 'udev'],
  'node-hid': ['libusb1', 'udev'],
  serialport: [],
  zeromq: ['zeromq'],
  'node-libcurl': ['curl'],
  pg_query: [],
  'libpg-query': [],
  nodegit: ['libgit2'],
  'node-rdkafka': ['rdkafka'],
  'node-sass': [],
  'pg-native': ['libpq'],
  'sd-notify': ['systemd'],
  odbc: ['unixODBC'],
};
/** Packages that fetch a program while they are installed, and the variable that stops it. */
const fetching: Readonly<Record<string, readonly (readonly [name: string, value: string])[]>> = {
  puppeteer: [['PUPPETEER_SKIP_DOWNLOAD', '1']],
  electron: [['ELECTRON_SKIP_BINARY_DOWNLOAD', '1']],
  cypress: [['CYPRESS_INSTALL_BINARY', '0']],
  playwright: [['PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD', '1']],
  '@playwright/test': [['PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD', '1']],
  chromedriver: [['CHROMEDRIVER_SKIP_DOWNLOAD', 'true']],
};
/** What a package that is built from C needs of node-gyp. */
const gyp = [
  'node-gyp-build',
  'bindings',
  'nan',
  'node-addon-api',
  'prebuild-install',
  'node-pre-gyp',
  '@mapbox/node-pre-gyp',
];

/** What of a lock's packages needs more than node. */
export function nodeInputs(
  names: ReadonlySet<string>,
  built: readonly string[],
  lockFile: string,
): { readonly inputs: readonly Input[]; readonly environment: readonly Attribute[] } {
  const inputs: Input[] = [];
  for (const [name, attributes] of Object.entries(libraries))
    if (names.has(name)) {
      for (const attribute of attributes)
        inputs.push({ attribute, kind: 'build', from: lockFile, why: name });
      if (attributes.length > 0)
        inputs.push({ attribute: 'pkg-config', kind: 'native', from: lockFile, why: name });
    }
  const fromC = built.filter(
    (name) =>
      libraries[name] !== undefined ||
      ['better-sqlite3', 'sqlite3', 'bcrypt', 'node-pty', 'argon2', 're2', 'tree-sitter'].includes(
        name,
      ) ||
      name.startsWith('tree-sitter-'),
  );
  if (fromC.length > 0 && gyp.some((name) => names.has(name)))
    inputs.push({
      attribute: 'python3',
      kind: 'native',
      from: lockFile,
      why: `node-gyp, for ${fromC.slice(0, 3).join(', ')}`,
    });
  const environment = Object.entries(fetching)
    .filter(
      ([name]) =>
        names.has(name) &&
        (built.length === 0 || built.includes(name) || name.includes('playwright')),
    )
    .flatMap(([name, variables]) =>
      variables.map(([variable, value]) => ({
        name: `env.${variable}`,
        value: text(value),
        from: lockFile,
        why: `${name} would fetch a program`,
      })),
    );
  return { inputs, environment };
}
