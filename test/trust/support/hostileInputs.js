// Malformed input of every kind that nixai reads. The same seed gives the same inputs.
const escape = '\u001b';

/** Words that something in a program tends to trip over. */
export const nasty = [
  ...[
    '',
    ' ',
    '-',
    '--',
    '---',
    '-x',
    '--x',
    '--=',
    '-=',
    '=',
    '.',
    '..',
    '/',
    '~',
    '*',
    '?',
    '\\',
  ],
  ...['\n', '\r\n', '\t', '\u0001', '\u007f', '\u009b2J', `${escape}[2J`, `${escape}]0;x\u0007`],
  ...[
    '\u202e',
    '\u200b',
    '\ufeff',
    '\ufffd',
    '\ud83d',
    '😀'.repeat(50),
    'ü'.repeat(300),
    'é',
    'e\u0301',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '__proto__.x',
    'a.__proto__.b',
    'hasOwnProperty',
  ],
  ...[
    'null',
    'undefined',
    'NaN',
    'Infinity',
    '-Infinity',
    'true',
    'false',
    '0',
    '-0',
    '-1',
    '1e999',
  ],
  ...[
    '99999999999999999999',
    '0x10',
    '1_000',
    '1.5',
    '٣',
    '1;2',
    '[]',
    '{}',
    '[[[[[[',
    '{"a":',
    '"',
    "'",
  ],
  ...[
    '$(touch /tmp/x)',
    '`id`',
    '; rm -rf /',
    '| cat',
    '&& true',
    '> /tmp/x',
    '%s%s%n',
    '%00',
    '${HOME}',
  ],
  ...[
    '../../../etc/passwd',
    '/etc/shadow',
    '/dev/null',
    '/dev/full',
    '/proc/self/mem',
    '/nonexistent/x',
  ],
  ...[
    'http://',
    'http://[',
    'http://a b',
    'file:///etc/passwd',
    'javascript:1',
    'http://user:pw@host:99999',
  ],
  ...[
    '!!js/function "x"',
    '&a *a',
    '<<: *x',
    '- - - -',
    '? :',
    '%YAML 9',
    '---\n---',
    '@',
    '`',
    '|',
    '>',
  ],
  ...[
    'A'.repeat(10_000),
    'a.'.repeat(500),
    '('.repeat(2000),
    'services.'.repeat(100),
    '\u0300'.repeat(500),
  ],
];

/** A source of numbers (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { below, pick: (from) => from[below(from.length)] };
}

const valid = {
  config:
    'ai_provider: ollama\nai_model: llama3\nhistory:\n  keep_days: 9\nai_fallback: [openai]\n',
  history: JSON.stringify({
    ...{ id: '20260301T120000-1a2b3c', conversation: '20260301T120000-1a2b3c' },
    ...{ date: '2026-03-01T12:00:00.000Z', question: 'q', answer: 'a', provider: 'offline' },
  }),
  change: JSON.stringify({
    ...{ id: '20260301T120000000-1a2b3c', date: '2026-03-01T12:00:00.000Z', about: 'x' },
    files: [{ path: '/nonexistent/file', before: { sha256: '0', mode: 420 } }],
  }),
  plugins: JSON.stringify({ oclif: { plugins: [{ name: 'x', type: 'user', tag: 'latest' }] } }),
  package: JSON.stringify({ name: 'x', version: '1.0.0', oclif: { commands: './commands' } }),
};

const wholes = [
  ...[
    '',
    ' ',
    '\0',
    '\0'.repeat(100),
    '\ufeff',
    '{',
    '}',
    '[',
    ']',
    'null',
    'true',
    '0',
    '""',
    '[]',
    '{}',
  ],
  ...[
    '- a',
    'a: b: c',
    'a:\n\tb',
    '\t',
    '%',
    '{{',
    '!!binary x',
    'a: !x y',
    '? a',
    'a: &x\nb: *y',
    '*x',
  ],
  ...[
    '['.repeat(5000),
    '{"a":'.repeat(5000),
    '- '.repeat(5000),
    'a: '.repeat(500),
    `"${'x'.repeat(100_000)}`,
  ],
  ...[
    '__proto__: {x: 1}',
    '{"__proto__": {"offline": true}}',
    'constructor: {prototype: {x: 1}}',
    '\xff\xfe',
  ],
  ...[
    `${escape}[2J`,
    'ai_provider: [1]',
    'ai_provider: {a: 1}',
    'ai_provider: ~',
    'history: 1',
    '1: 2',
  ],
  ...[
    'ai_model: "\\ud800"',
    'history: {keep_days: 1e999}',
    'providers: {ollama: []}',
    'a'.repeat(1_000_000),
  ],
];

/** A text that is nearly the valid one. */
function mutated(text, { below, pick }) {
  const bytes = Buffer.from(text);
  const at = below(bytes.length + 1);
  const insert = Buffer.from(pick(nasty));
  const upTo = Math.min(bytes.length, at + below(6));
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(upTo)]);
}

const configPath = '.config/nixai/config.yaml';
const files = {
  cache: [
    '.cache/nixai/docs/file/nixos-25.05/nixos.sqlite',
    '.cache/nixai/docs/channel/nixos-25.05/nixos.sqlite',
    '.cache/nixai/nixai.25.05',
  ],
  state: [
    '.local/state/nixai/history/20260301T120000-1a2b3c.json',
    '.local/state/nixai/journal.json',
    '.local/state/nixai/change.lock',
    '.local/state/nixai/backups/20260301T120000000-1a2b3c/change.json',
  ],
  plugins: ['.local/share/nixai/package.json', '.local/share/nixai/node_modules/x/package.json'],
};

const variables = [
  ...[
    'NIXAI_PROVIDER',
    'NIXAI_MODEL',
    'NIXAI_OFFLINE',
    'NIXAI_LOG_LEVEL',
    'NIXAI_CONFIG_PATH',
    'OLLAMA_HOST',
  ],
  ...[
    'HOME',
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
    'XDG_STATE_HOME',
    'XDG_CACHE_HOME',
    'XDG_RUNTIME_DIR',
  ],
  ...[
    'COLUMNS',
    'TERM',
    'LANG',
    'NO_COLOR',
    'FORCE_COLOR',
    'PATH',
    'TMPDIR',
    'EDITOR',
    'CREDENTIALS_DIRECTORY',
  ],
  ...[
    'OPENAI_API_KEY',
    'OPENAI_API_KEY_FILE',
    'GEMINI_API_KEY',
    'https_proxy',
    'NODE_EXTRA_CA_CERTS',
  ],
  ...['NIX_PATH', 'NIX_CONFIG', 'DEBUG', 'SHELL', 'NIXAI_PLUGINS'],
];

/** `count` inputs: the kind, and what of words, environment and files it is made of. */
export function hostileInputs(count) {
  const numbers = random(20261123);
  const { below, pick } = numbers;
  const kinds = [
    'argv',
    'argv',
    'argv',
    'env',
    'env',
    'config',
    'config',
    'cache',
    'state',
    'plugins',
  ];
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length];
    // Every nasty word and every whole file comes before chance begins.
    const round = Math.floor(index / kinds.length);
    const word =
      round * 3 < nasty.length ? nasty[(round * 3 + (index % 3)) % nasty.length] : pick(nasty);
    switch (kind) {
      case 'argv':
        return {
          kind,
          words: [word],
          place: below(5),
          name: pick(['x', 'json', 'limit', 'yes', 'quiet']),
        };
      case 'env':
        return { kind, env: { [pick(variables)]: word.replaceAll('\0', '') } };
      case 'config': {
        const text = round < wholes.length ? wholes[round] : mutated(valid.config, numbers);
        return { kind, files: { [configPath]: text } };
      }
      default: {
        const path = pick(files[kind]);
        const base = path.includes('history')
          ? valid.history
          : path.includes('node_modules')
            ? valid.package
            : kind === 'plugins'
              ? valid.plugins
              : valid.change;
        const text = below(3) === 0 ? pick(wholes) : mutated(base, numbers);
        // Now and then something else than a file stands there.
        return below(8) === 0 ? { kind, folders: [path] } : { kind, files: { [path]: text } };
      }
    }
  });
}

/** Texts for stdin, as bytes. */
export const hostileStdin = [
  Buffer.alloc(0),
  Buffer.from('\0'.repeat(1000)),
  Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80]),
  Buffer.from('\n'.repeat(10_000)),
  Buffer.alloc(10 << 20, 'x'),
  Buffer.from('{'.repeat(100_000)),
  Buffer.from(`${escape}]0;x`.repeat(10_000)),
  Buffer.from('password = "'.repeat(20_000)),
  ...wholes.slice(0, 40).map((text) => Buffer.from(text)),
];
