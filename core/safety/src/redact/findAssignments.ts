import { foreignLetters } from './foreignNames.js';
import {
  isExpression,
  isNameOfSecret,
  isNoWord,
  isPlainValue,
  isSurelyRandom,
  looksRandom,
} from './plainValue.js';
import { readValue, type Value } from './quoted.js';
import { secretName, type NamedSecret } from './secretName.js';
import { matchesOf, type Span } from './span.js';

/** `name = `, `"name": `, `NAME=`, `name => `, also where the quotes are escaped. */
const assignment = new RegExp(
  String.raw`(?<![\w.${foreignLetters}-])(?<name>[\w.${foreignLetters}-]{1,120})(?:\\{0,2}["'])?(?:\[?\])?(?:[ \t]{0,20}|\s{0,40}(?==))(?<sign>=>|!==?|[:=]{1,2}|\uff1a)(?<gap>[ \t]{0,40}(?:\\?\r?\n[ \t]{0,80})?)`,
  'g',
);
const comment = String.raw`(?:#[^\n]{0,200}\n\s{0,80}|/\*[^*]{0,200}\*/\s{0,80})`;
const condition = String.raw`(?:!?[\w.]{1,100}|\([^()\n]{0,200}\))`;
const priority = String.raw`mk(?:(?:Option|VM)?(?:Default|Override)|Force|ImageMediaOverride|Override[ ]{1,4}\d{1,5}|Before|After)`;
const conditional = String.raw`(?:mkIf|optionalString)[ ]{1,4}${condition}`;
/** What may stand before the string: a type, and what Nix has: a comment, a priority, a condition, brackets. */
const wrapper = new RegExp(
  String.raw`${comment}{0,3}(?:(?:&(?:'static )?)?[A-Za-z_][\w.<>?|]{0,30}[ \t]{0,4}=[ \t]{0,4})?(?:\(?(?:pkgs\.)?(?:lib\.)?(?:${priority}|${conditional})[ ]{1,4}|if\b[^;\n]{1,200}?\b(?:then|else)\s{1,40})?[([]?[ \t]{0,8}(?=["'])`,
  'y',
);
/** Between two strings of one expression: the second part, or the other case. */
const goesOn = /\s{0,40}(?:\+|\belse\b)\s{0,40}(?=["'])/y;
/** crypt(3) with DES. */
const traditionalHash = /^[./0-9A-Za-z]{13}$/;
const keyInBase64 = /^[0-9A-Za-z+/]{43}=$/;

/** What a setting of that name and value holds, if it is a secret: its kind. */
export function kindOfSetting(name: string, value: string): string | undefined {
  const means = secretName(name);
  return means !== undefined && isSecret(value, means) ? kindOf(means, value) : undefined;
}

/** Values of settings whose names say that they are secret: of Nix, systemd, INI, YAML, JSON, shells. */
export function* findAssignments(text: string): Generator<Span> {
  assignment.lastIndex = 0;
  for (let match = assignment.exec(text); match !== null; match = assignment.exec(text)) {
    const { name = '', sign = '', gap = '' } = match.groups ?? {};
    const means = secretName(name);
    if (means === undefined || isEndOfHash(text, match.index, name, means)) continue;
    const at = assignment.lastIndex;
    const found = valueOf(text, { at, start: match.index, sign, gap }, means);
    if (found === undefined) continue;
    const parts = [found, ...furtherParts(text, found, means)];
    assignment.lastIndex = Math.max(at, parts.at(-1)?.next ?? at);
    for (const { start, end } of parts)
      yield { start, end, kind: kindOf(means, text.slice(start, end)) };
  }
}

/** `"one" + "two"`, `if … then "one" else "two"`: the strings after the first. */
function* furtherParts(text: string, first: Value, means: NamedSecret): Generator<Value> {
  let { form, next } = first;
  while (form === 'quoted') {
    goesOn.lastIndex = next;
    const gap = goesOn.exec(text)?.[0];
    if (gap === undefined) return;
    const value = readValue(text, next + gap.length);
    if (isSecret(text.slice(value.start, value.end), means)) yield value;
    ({ form, next } = value);
  }
}

/** A setting whose name and value are two fields, as containers and Kubernetes have them. */
const namedField =
  /\b(?:name|key)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?<name>[\w.-]{1,100})(?:["']?[,;]?\s{1,80}|["']?[,;])["']?value["']?[ \t]{0,4}[:=][ \t]{0,4}/gi;
/** The same the other way round, as sorted JSON has it. */
const fieldNamed =
  /(?<lead>\bvalue["']?[ \t]{0,4}[:=][ \t]{0,4})"[^"\n]{1,1000}"[,;]?\s{0,80}["']?(?:name|key)["']?[ \t]{0,4}[:=][ \t]{0,4}["'](?<name>[\w.-]{1,100})["']/gi;

/** `name: DB_PASSWORD`, and on the next line its `value`; or the value first. */
export function* findNamedFields(text: string): Generator<Span> {
  for (const match of matchesOf(text, fieldNamed)) {
    const means = secretName(match.groups?.['name'] ?? '');
    if (means === undefined) continue;
    const { start, end } = readValue(text, match.index + (match.groups?.['lead']?.length ?? 0));
    if (isSecret(text.slice(start, end), means)) yield { start, end, kind: means.kind };
  }
  for (const match of matchesOf(text, namedField)) {
    const means = secretName(match.groups?.['name'] ?? '');
    if (means === undefined) continue;
    const { start, end } = readValue(text, match.index + match[0].length);
    if (isSecret(text.slice(start, end), means)) yield { start, end, kind: means.kind };
  }
}

/** `…/x7Pw=`: not a setting called Pw. */
function isEndOfHash(text: string, start: number, name: string, { short }: NamedSecret): boolean {
  return short === true && (name.length > 40 || /[+/]/.test(text[start - 1] ?? ''));
}

interface Place {
  /** Where the value begins, and where the name did. */
  readonly at: number;
  readonly start: number;
  readonly sign: string;
  readonly gap: string;
}

function valueOf(text: string, place: Place, means: NamedSecret): Value | undefined {
  wrapper.lastIndex = place.at;
  const value = readValue(text, place.at + (wrapper.exec(text)?.[0].length ?? 0));
  // What a command will say.
  if (text[value.start - 1] === '`' && /\s/.test(text.slice(value.start, value.end)))
    return undefined;
  if (value.form === 'quoted')
    return isOneString(text, value) && isSecret(text.slice(value.start, value.end), means)
      ? value
      : undefined;
  const quoted = quotedWhole(text, place);
  if (quoted !== undefined)
    return isSecret(text.slice(quoted.start, quoted.end), means) ? quoted : undefined;
  const block = blockScalar(text, place);
  if (block !== undefined)
    return isSecret(text.slice(block.start, block.end), means) ? block : undefined;
  // A value on the next line without quotes is the next setting.
  if (place.gap.includes('\n')) return undefined;
  const line = restOfLine(text, place.at);
  // `name = value;` without quotes is an expression of Nix, or a statement of some other language.
  if (place.gap !== '' && place.sign === '=' && line.text.trimEnd().endsWith(';')) return undefined;
  const whole = wholeLine(text, place, line, means);
  const taken = whole ?? value;
  const content = text.slice(taken.start, taken.end);
  if (isExpression(content) || !isSecret(content, means)) return undefined;
  if (isHandedOn(text, place, taken)) return undefined;
  const certain = whole !== undefined || (place.sign === '=' && place.gap === '');
  return certain || keyInBase64.test(content) || isNoWord(content) ? taken : undefined;
}

/** `self.password = password`, `login(password=password)`: a variable of the same name. */
function isHandedOn(text: string, { start }: Place, value: Value): boolean {
  const content = text.slice(value.start, value.end);
  return (
    /^[a-z_]{4,30}$/.test(content) &&
    text.slice(start, value.start).includes(content) &&
    (/(?:self|this)\.$/.test(text.slice(Math.max(0, start - 5), start)) ||
      /^(?:self|this)\./.test(text.slice(start, start + 5)) ||
      /^[),]/.test(text.slice(value.end, value.end + 1)))
  );
}

/** Over a line's end only Nix' own strings go: else two strings stand there, and code between them. */
const isOneString = (text: string, { start, end }: Value): boolean =>
  text.startsWith("''", start - 2) || !text.slice(start, end).includes('\n');

const scalarHead = /[|>][+-]?\d?[ \t]{0,8}\r?\n(?<indent>[ \t]{1,40})(?<first>[^\s][^\n]{0,400})/y;

/** The first line of a text that YAML has below its key: `password: |`. */
function blockScalar(text: string, { at, sign }: Place): Value | undefined {
  if (sign !== ':') return undefined;
  scalarHead.lastIndex = at;
  const match = scalarHead.exec(text);
  if (match === null) return undefined;
  const end = at + match[0].trimEnd().length;
  const start = at + match[0].length - (match.groups?.['first']?.length ?? 0);
  return { start, end, next: end, form: 'quoted' };
}

/** `"NAME=a value with blanks"`, as systemd takes it: all up to the quote before the name. */
function quotedWhole(text: string, { at, start, sign, gap }: Place): Value | undefined {
  const quote = text[start - 1] ?? '';
  if (sign !== '=' || gap !== '' || (quote !== '"' && quote !== "'")) return undefined;
  const { text: line } = restOfLine(text, at);
  const end = line.indexOf(quote);
  // A backslash before it: the text is itself in a string.
  if (end <= 0 || line[end - 1] === '\\') return undefined;
  return { start: at, end: at + end, next: at + end, form: 'quoted' };
}

/**
 * All of the line, where the setting has one of its own: a password in an INI file may have blanks.
 * After a colon it is more likely prose, and must be one word; but a passphrase never is.
 */
function wholeLine(
  text: string,
  { at, start, sign, gap }: Place,
  line: Line,
  means: NamedSecret,
): Value | undefined {
  const own = /(?:^|\n)[ \t]{0,80}(?:- |export |set |#|\w{1,40} )?["']?$|[#;] {1,8}$/.test(
    text.slice(Math.max(0, start - 130), start),
  );
  const before = text[start - 1] ?? '';
  const open = /["']/.test(before) ? before : undefined;
  const content = withoutEnd(line.text.replace(/\s+#.*$/s, '').trimEnd(), open);
  // A function is called, or a set begins.
  if (/[{([]$/.test(content)) return undefined;
  const isWord = !/\s/.test(content);
  if (!own || content === '' || /["'`{[(]/.test(content[0] ?? '')) return undefined;
  const takesBlanks =
    (sign === '=' && gap !== '') || means.kind === 'passphrase' || means.kind === 'wifi-password';
  if (!isWord && !takesBlanks) return undefined;
  const end = at + content.length - (/[;,]$/.test(content) ? 1 : 0);
  return { start: at, end, next: end, form: 'bare' };
}

/** `"password: …"`: the quote before the name ends after the value. */
const withoutEnd = (content: string, quote: string | undefined): string =>
  quote !== undefined && content.endsWith(quote) ? content.slice(0, -1) : content;

/** A line with a password is not longer. */
const longestLine = 1024;

interface Line {
  readonly text: string;
}

function restOfLine(text: string, at: number): Line {
  const window = text.slice(at, at + longestLine);
  const end = window.search(/[\r\n]/);
  return { text: end < 0 ? window : window.slice(0, end) };
}

/** What names a key to GnuPG: the end of its fingerprint, or all of it. */
const keyId = /^(?:0x)?(?:[\dA-F]{16}|[\dA-F]{40})$/;

/** A hash, or the name of a thing that was drawn. */
const hashOrUuid = /^(?:0x)?[\da-f]+$|^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function isSecret(value: string, { kind, value: needs, strict, hash }: NamedSecret): boolean {
  if (hash === true && (hashOrUuid.test(value) || !isLikeKey(value))) return false;
  if (strict === true) return isSurelyRandom(value) && !isPlainValue(value) && !keyId.test(value);
  if (keyInBase64.test(value)) return true;
  // It may begin like a path.
  if (kind === 'password-hash' && traditionalHash.test(value)) return true;
  if (isPlainValue(value) || (kind === 'secret' && isNameOfSecret(value))) return false;
  if (needs === 'digits') return /^\d{4,12}$/.test(value.trim());
  // Of GnuPG: `signingkey = 37AF9835E4CDAC40`.
  if (kind === 'api-key' && keyId.test(value)) return false;
  if (kind === 'private-key') return value.length >= 32 && looksRandom(value);
  return needs === 'password' || looksRandom(value.trim());
}

/** Of one piece, and long: not a name, a version or a path with digits in it. */
const isLikeKey = (value: string): boolean => value.length >= 20 && !/[./]/.test(value);

/** A private key of 32 bytes is WireGuard's, as nobody else writes one in a setting. */
function kindOf({ kind }: NamedSecret, value: string): string {
  return kind === 'private-key' && keyInBase64.test(value) ? 'wireguard-key' : kind;
}
