/** Words that stand where a secret could, and are none. */
const words = new RegExp(
  `^(?:${[
    ...[
      'true',
      'false',
      'null',
      'none',
      'nil',
      'undefined',
      'yes',
      'no',
      'on',
      'off',
      'never',
      'always',
      'required',
    ],
    ...[
      'optional',
      'string',
      'str',
      'int',
      'integer',
      'bool',
      'boolean',
      'text',
      'bytes',
      'ask',
      'prompt',
      'auto',
      'default',
    ],
    ...[
      'disabled?',
      'enabled?',
      'unset',
      'set',
      'empty',
      'file',
      'env',
      'redacted',
      'hidden',
      'masked',
      'missing',
      'invalid',
    ],
    ...[
      'expired',
      'incorrect',
      'wrong',
      'changed',
      'unchanged',
      'x+',
      '\\*+',
      // No password opens such an account.
      '!{1,2}\\*?',
      '\\.{2,}',
      '…',
      '-+',
      '_+',
      '\\?+',
      'any',
      'sha\\d+',
      'bearer',
      'basic',
      'digest',
      'token',
      'inherit',
    ],
    // What is done with a header in a log.
    ...['drop', 'keep', 'redact'],
    // How a program speaks that a password is for, and what begins an expression.
    ...['ms-?chap(?:v2)?', 'pap', 'chap', 'peap', 'let', 'with', 'rec', 'import'],
  ].join('|')})$`,
  'i',
);

/** The roots of paths; a key in base64 may well begin with a slash. */
const path =
  /^(?:~|\.{1,2}|%[a-zA-Z]|\/(?:run|etc|var|nix|home|root|tmp|persist|secrets?|mnt|srv|opt|usr|boot|dev|proc|sys|data|keys?|private|Users))(?:\/|$)/;

const references: readonly RegExp[] = [
  // Of a shell, of Nix, of systemd, of templates, of Ansible, of GitHub Actions.
  /^\\?\$(?:\w+|\{[^}]*\}|\([^)]*\)|\{\{[^}]*\}\})$/,
  /^\$\(/,
  /^\{\{/,
  /^\{(?:env|file|vault|secret):[^}]*\}$/,
  // Grafana's.
  /^\$__\w+\{.*\}$/,
  // A type, where a program declares what it will be given.
  /^(?:Option|Maybe|Optional|Vec|List|Array|Box|Arc|Secret|std::\w+|str|String)\b[<[(]?/,
  /^<[^>]*>$/,
  /^%\{?[\w.]+\}?%?$/,
  /^%\(\w+\)s$/,
  /^%\{\w+:.*\}%?$|^%env\(\w+\)%$/,
  // Of Nix or a shell, cut off at a quote or a blank within it: `${config.sops.secrets."x".path}`.
  /^(?:\$__file\{|[\w-]+:)?\$\{[^}]*\}?$/,
  // Below a folder that a variable names, and signs alone.
  /^\/?\$\w+(?:\/[\w.+-]+)+$|^[$=:,;|&<>)\]}"']+$/,
  // A version, as a manifest has it of a package of that name.
  /^[~^=<>v]{0,2}\d+(?:\.\d+){1,3}$/,
  // A name in braces or brackets, one or two of them: {MQTT_PASSWORD}, {USER}:{PASSWORD}, [SENSITIVE].
  /^\{\$?[\w.]+\}$/,
  /^\{[A-Z][A-Z\d_]*\}(?::\{[A-Z][A-Z\d_]*\})?$|^\[[A-Z]{4,}\]$/,
  // What printf fills in, and what a regular expression or sed looks for.
  /^%s|^\\\(\.[*+]\\\)$|^\[\^[^\]]+\][*+]$/,
  /^@[\w.:-]+@$/,
  // sops, and the managers that a reference names.
  /^ENC\[/,
  /^!\w+/,
  /^(?:op|vault|sops|env|file|secret|pass|bw|keyring|systemd|ref|awssm|gcpsm|ext|https?):(?:[^\s$]|\$(?!\{)|\$\{[^}]*\})*$/i,
  /^(?:config|cfg|self|pkgs|lib|builtins|inputs|args|options|process\.env|os\.environ|secrets)\b[.[]/,
  /^(?:null|types?|lib|mk(?:Default|Force|If|Merge|Option|Override|Enable\w{0,20}))\b/,
  /^<SECRET:/,
  // The next option of a command.
  /^--[a-z][a-z-]+(?:=\S*)?$/,
  /^secretName$/,
  // A metavariable: `--password PASSWORD`, YOUR_API_KEY, your-token-here.
  /^[A-Z]+(?:_[A-Z]+)*$/,
  /^(?:your|insert|enter|replace)[-_ ]/i,
  // The same for a host, as access-tokens has it: `github.com=YOUR_TOKEN`, `github.com=$GITHUB_TOKEN`.
  /^[\w-]+(?:\.[\w-]+)+=(?:PAT:|OAuth2:|Bearer:)?(?:YOUR(?:_[A-Z]+)+|\$[A-Z_]+)["']?$/,
  /^(?:my|the|some)[-_ ](?:\w{1,20}[-_ ]){0,3}(?:pass(?:word|wd|phrase|code)?|pw|secret|token|key|value|string|here)$/i,
];

/** What Kubernetes calls a secret by: a password may end in that word, and what a secret is named may too. */
export const isNameOfSecret = (value: string): boolean => /^(?:[a-z\d]+-)+secrets?$/.test(value);

/** Whether a value is plainly no secret: empty, a word like `none`, a path, a reference to elsewhere. */
export function isPlainValue(value: string): boolean {
  const bare = value.trim();
  return (
    bare === '' ||
    words.test(bare) ||
    path.test(bare) ||
    references.some((one) => one.test(bare)) ||
    minisignKey.test(bare) ||
    isFilledIn(bare) ||
    isPlace(bare)
  );
}

/** The public key of minisign and signify; a private one is longer. */
const minisignKey = /^RW[QRST][0-9A-Za-z+/]{53}$/;

/** An address or a path, with parts that are filled in: `http://${host}:${toString port}`. */
function isPlace(bare: string): boolean {
  if (!bare.includes('${') || bare.length > 400) return false;
  const filled = bare.replace(/\$\{[^{}]*\}/g, 'x');
  return /^https?:\/\/[\w.-]+(?::\w+)?(?:\/[\w./-]*)?$|^x(?:\/[\w.+-]+)+$/.test(filled);
}

/** Nothing of its own but signs: `''"${command}"''`, `$(pass show x)`. */
const isFilledIn = (bare: string): boolean =>
  /\$[{(]|`/.test(bare) &&
  bare.length < 400 &&
  !/\w/.test(bare.replace(/\$?\$\{[^}]*\}|\$\([^)]*\)|`[^`]*`/g, ''));

/** What stands without quotes where a program reads a value from elsewhere: `var.password`, `input()`. */
export function isExpression(bare: string): boolean {
  return (
    /^[A-Za-z_]+(?:\.[A-Za-z_]+)+(?:[[(].*)?$|^[A-Za-z_][\w.]*\(.*\)?$/.test(bare) ||
    // `data[3:]`, and a call of Nix: `foldl (a: …`, `mkApp "x" …`.
    // And a function of Nix.
    /^[A-Za-z_][\w'-]*: |^[A-Za-z_]\w*\[.*\]|^[A-Za-z_][\w.]* (?:[({["]|''|\.\/)/.test(bare)
  );
}

/** Whether a value is a key beyond doubt: long, of letters and digits, and no name, path or date. */
export function isSurelyRandom(value: string): boolean {
  return (
    value.length >= 16 &&
    /^[\w+/=.~-]+$/.test(value) &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    // Words with hyphens between them have few digits.
    value.replace(/[^\d]/g, '').length * (value.length < 40 || /[-_.]/.test(value) ? 12 : 16) >=
      value.length &&
    !/^(?:sha\d+|md5)[-:]|^\d{4}-\d\d-\d\d|^[\d.]+(?:-[a-z]+)?$/i.test(value)
  );
}

/** In the middle of a sentence ("password: incorrect"): only what no sentence would have there. */
export const isNoWord = (text: string): boolean => text.length >= 6 && /[\d!#$%&*+=@^]/.test(text);

/** Whether a value looks like a key rather than a word or a number. */
export function looksRandom(value: string): boolean {
  if (/\s/.test(value) || value.length < 8) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((one) => one.test(value)).length;
  // A long hexadecimal or upper-case key has two kinds; a name-with-hyphens or a number has one.
  return kinds >= 2 && (/\d/.test(value) || value.length >= 20);
}
