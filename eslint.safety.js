// The trust boundary: programs, network and files go through core/safety (or the host's
// services `run`, `http` and `files`), where the rules of docs/trust.md are kept in one place.

const instead = {
  run: 'Start programs with the service `processes` of the host.',
  http: 'Reach the network with the service `http` of the host.',
  files: 'Write files with the service `files` of the host.',
};

/** What reads and changes nothing. */
const reads = [
  ...['access', 'accessSync', 'constants', 'existsSync', 'fstatSync', 'lstat', 'lstatSync'],
  ...['readFile', 'readFileSync', 'readdir', 'readdirSync', 'readlink', 'readlinkSync'],
  ...['createReadStream', 'realpath', 'realpathSync', 'stat', 'statSync', 'statfs', 'watch'],
];

const modules = {
  run: ['child_process', 'cluster', 'worker_threads'],
  http: ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises'],
  files: ['fs', 'fs/promises'],
};
const packages = {
  run: ['execa', 'cross-spawn', 'shelljs', 'node-pty'],
  http: ['undici', 'axios', 'got', 'node-fetch', 'ws', 'ssh2'],
  files: ['fs-extra', 'graceful-fs', 'write-file-atomic'],
};

const named = Object.entries(modules).flatMap(([door, names]) =>
  names.flatMap((name) => [`node:${name}`, name].map((one) => ({ door, name: one }))),
);
const restrictedImports = [
  ...named.map(({ door, name }) => ({
    name,
    message: instead[door],
    allowTypeImports: true,
    ...(door === 'files' && { allowImportNames: reads }),
    // Looks at a word, and connects to nothing.
    ...(/(?:^|:)net$/.test(name) && { allowImportNames: ['isIP'] }),
  })),
  ...Object.entries(packages).flatMap(([door, names]) =>
    names.map((name) => ({ name, message: instead[door], allowTypeImports: true })),
  ),
];

const everyModule = [...named.map(({ name }) => name), ...Object.values(packages).flat()].map(
  (name) => name.replaceAll('/', '\\u002F'),
);
const restrictedSyntax = [
  {
    selector: `ImportExpression[source.value=/^(?:${everyModule.join('|')})$/]`,
    message: 'Programs, network and files are only reached through the services of the host.',
  },
  {
    selector: 'CallExpression[callee.name=/^(?:require|createRequire|eval)$/]',
    message: 'A module is imported, where the rules for imports can see it.',
  },
  {
    selector:
      "MemberExpression[object.name='process'][property.name=/^(?:binding|dlopen|getBuiltinModule)$/]",
    message: 'A module is imported, where the rules for imports can see it.',
  },
  {
    selector:
      "MemberExpression[object.object.name='process'][object.property.name=/^std(?:out|err)$/][property.name='write'], CallExpression[callee.object.name=/^std(?:out|err)$/][callee.property.name='write']",
    message: 'What is printed goes through `command/output.ts`, or the context of the command.',
  },
  {
    selector: "MemberExpression[object.name='globalThis'][property.name='fetch']",
    message: instead.http,
  },
  {
    // Each of a thousand empty lines would be a start that looks through all others: the time is their square.
    selector: 'Literal[regex.flags=/m/][regex.pattern=/(?:^|[|(:])\\^\\\\s[*+]/]',
    message: 'With the flag m, ^\\s* takes line breaks too: write ^[ \\t]*.',
  },
];

/** @type {import('eslint').Linter.Config[]} */
export default [
  {
    files: ['core/*/src/**/*.ts', 'plugins/*/src/**/*.ts'],
    ignores: [
      // The boundary itself.
      'core/safety/src/**',
      // Tests make files, servers and programs to test with; none of them is in a package.
      '**/*.test.ts',
      '**/testing/**',
      // SQLite's own library opens, fills and removes its files: an index is built as a draft beside
      // its place, and put there by the service `files`.
      'core/docs/src/index/{buildIndex,database,openIndex}.ts',
      // The way to other machines: SSH with keys that are checked, behind `Connections`.
      'plugins/machines/src/ssh/**',
      // Archives and trees that no memory holds: Nix, tar and restic write them, and this puts them in
      // their place and takes them away.
      'plugins/store/src/disk/**',
      // The MCP server itself: it listens, and starts itself once more in the background.
      'plugins/mcp/src/{transport,background}/**',
      // Finds the file of npm's own program; loads nothing.
      'core/cli/src/plugins/npm/npm.ts',
    ],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: restrictedImports }],
      'no-restricted-globals': [
        'error',
        ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
          name,
          message: instead.http,
        })),
      ],
      'no-restricted-syntax': ['error', ...restrictedSyntax],
    },
  },
];
