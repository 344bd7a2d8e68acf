// Texts of any length that make a program with a quadratic part in it slow: what repeats, what opens
// and never closes, what nearly matches all the way to its end.
const escape = '\u001b';

/** So many characters of a piece. */
const of = (piece) => (length) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const after = (start, piece) => (length) => start + of(piece)(length);
const between = (start, piece, end) => (length) => start + of(piece)(length) + end;

/** By name, each a function from a length to a text; `lines` are those that a word cannot hold. */
export const shapes = {
  'one word': of('a'),
  'capital letters': of('A'),
  digits: of('1'),
  'hexadecimal digits': of('0123456789abcdef'),
  hyphens: of('-'),
  underscores: of('_'),
  dots: of('.'),
  blanks: after('x', ' '),
  'blanks between marks': between('!', ' ', '!'),
  'a setting of blanks': between('a=', ' ', '!'),
  'a quoted setting of blanks': between('name = "', ' ', '!'),
  slashes: of('/'),
  'words with dots': of('a.'),
  'words with hyphens': of('a-'),
  'words with underscores': of('a_'),
  'words with colons': of('a:'),
  'words with @': of('a@'),
  addresses: of('1.1.1.1 '),
  percent: of('%41'),
  'short words': of('f '),
  'words of many kinds': of('how do I enable ssh and nginx with postgresql on my server '),
  'option names': of('services.openssh.enable '),
  'open sets': of('{ a = '),
  'open lists': of('[ '),
  parentheses: of('('),
  'quotation marks': of('"'),
  'an open string': after('x = "', 'a'),
  'two apostrophes': of("''"),
  interpolations: of('${'),
  'open comments': of('/* '),
  lambdas: of('x: '),
  'let in': of('let x = 1; in '),
  'if then': of('if a then b else '),
  with: of('with a; '),
  operators: of('a ++ '),
  angles: of('<'),
  'angle words': of('<a '),
  backslashes: of('\\'),
  backticks: of('`'),
  stars: of('*'),
  pipes: of('| '),
  equals: of('a='),
  'secret names': of('password='),
  'secret words': of('password is '),
  'web addresses': of('http://a'),
  'web credentials': of('http://a:b'),
  'base64 letters': of('QUFBQUFBQUFB+/'),
  'combining marks': of('e\u0301'),
  emoji: of('😀'),
  'store paths': of('/nix/store/00000000000000000000000000000000-x '),
};

/** The same for what is read from a file or a pipe. */
export const lines = {
  'empty lines': of('\n'),
  'empty lines between words': between('x', '\n', 'x'),
  'lists behind a text': after("''\n  a'' ++ ", '[ '),
  tabs: between('\t', '\t', '!'),
  'a call of many lines': between('project(', '\n', 'x'),
  'lines that go on': of('a \\\n'),
  'carriage returns': of('\r'),
  settings: of('a.b = 1;\n'),
  'numbered settings': (length) =>
    Array.from({ length: length / 16 }, (_, at) => `a.b${at} = ${at};\n`).join(''),
  'a set in lines': (length) =>
    `{\n${Array.from({ length: length / 32 }, (_, at) => `  services.s${at}.enable = true;\n`).join('')}}\n`,
  'the same setting': (length) => `{\n${of('  services.openssh.enable = true;\n')(length)}}\n`,
  errors: of('error: undefined variable\n'),
  positions: of('       at /etc/nixos/configuration.nix:1:1:\n'),
  'indented lines': of('  - a: b\n'),
  'marks of keys': of('-----BEGIN PRIVATE KEY-----\n'),
  'escaped lines': of('\\n\\"a'),
  colours: of(`${escape}[31m`),
  'open escape sequences': of(`${escape}]0;x`),
  'log lines': of('Nov 29 08:00:00 host systemd[1]: nginx.service: Failed with result.\n'),
  'long quoted lines': of('> > > '),
  bullets: of('* a\n'),
  tables: of('| a | b |\n'),
  headers: of('Authorization: Basic '),
  'netrc words': of('machine a login b password '),
  'YAML keys': (length) => Array.from({ length: length / 8 }, (_, at) => `k${at}: v\n`).join(''),
};
