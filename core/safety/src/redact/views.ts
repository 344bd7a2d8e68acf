import { createStripper } from '../sanitize/stripper.js';
import { invisible } from '../sanitize/invisible.js';
import { plainView, ViewBuilder, type View } from './view.js';

/** The ways in which a text can be read: as it is, as a person sees it, and as a program unpacks it. */
export function viewsOf(text: string): View[] {
  const plain = plainView(text);
  const seen = asSeen(plain);
  const views = seen === undefined ? [plain] : [plain, ...seen];
  const unescaped = views.flatMap((view) => withoutEscapes(view) ?? []);
  return [...views, ...unescaped];
}

/** What a person does not see, or sees as something else: control characters, blanks, look-alikes. */
const unusual = new RegExp(
  String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\uff01-\uff5e\u0370-\u03ff\u0400-\u04ff]|` +
    invisible.source,
  'u',
);
/** What a sequence is made of, one by one, and the runs between. */
const control = String.raw`\u0000-\u0008\u000b-\u001f\u007f-\u009f`;
const controls = new RegExp(`[${control}]|[^${control}]+`, 'g');

/** Without control sequences and invisible characters; a second time where a blank may be part of a word. */
function asSeen(plain: View): View[] | undefined {
  if (!unusual.test(plain.text)) return undefined;
  const shown = withoutControls(plain);
  const asBlanks = withoutDisguise(shown, ' ');
  const inWord = /[\w-][\u00a0\u2000-\u200a\u202f\u205f\u3000][\w-]/.test(shown.text);
  return inWord ? [asBlanks, withoutDisguise(shown, '')] : [asBlanks];
}

function withoutControls(plain: View): View {
  const strip = createStripper();
  const builder = new ViewBuilder(plain.text, plain);
  for (const { index, 0: part } of plain.text.matchAll(controls)) {
    const left = strip(part);
    const end = index + part.length;
    // Of a run without control characters, what ends a sequence is gone, and all after it is there.
    builder.put(left, left === '\n' ? index : end - left.length, end);
  }
  return builder.view();
}

const disguised = new RegExp(
  String.raw`(?<blank>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])|(?<wide>[\uff01-\uff5e])|(?<alike>[\u0370-\u03ff\u0400-\u04ff])|` +
    invisible.source,
  'gu',
);
/** Letters of other scripts that look like ours (Unicode's confusables, those that a word is made of). */
const latin: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...'аaеeоoрpсcуyхxіiѕsԁdԛqԝwһhјjкkАAВBЕEКKМMНHОOРPСCТTХXІIЅSЈJοoαaνvρpΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΧXΥY',
  ]
    .join('')
    .match(/../gu)
    ?.map(([alike = '', letter = '']) => [alike, letter]) ?? [],
);

function withoutDisguise(view: View, blank: string): View {
  const builder = new ViewBuilder(view.text, view);
  let from = 0;
  for (const { index, 0: found, groups } of view.text.matchAll(disguised)) {
    builder.keep(from, index);
    from = index + found.length;
    builder.put(meaningOf(found, groups ?? {}, blank), index, from);
  }
  builder.keep(from, view.text.length);
  return builder.view();
}

function meaningOf(found: string, groups: Readonly<Record<string, string>>, blank: string): string {
  if (groups['blank'] !== undefined) return blank;
  if (groups['wide'] !== undefined) return String.fromCharCode(found.charCodeAt(0) - 0xfee0);
  return groups['alike'] === undefined ? '' : (latin[found] ?? found);
}

const escape =
  /(?<!\\)\\{1,16}(?:["'nrt/]|\r?\n|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})|%(?:[2-7][0-9a-fA-F]|0[9adAD])|&(?:quot|amp|lt|gt|apos|#3[49]|#x2[27]);/g;
const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#x22;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#x27;': "'",
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
};

/**
 * A text that is itself inside of a string, an address or a page, with its escapes as what they stand
 * for: `\nghp_…` is a token at the start of a line, and no word "nghp". A line that ends with a
 * backslash goes on with the next one. Undefined where there is nothing of the kind.
 */
function withoutEscapes(view: View): View | undefined {
  const { text } = view;
  const builder = new ViewBuilder(text, view);
  let from = 0;
  for (const { index, 0: found } of text.matchAll(escape)) {
    builder.keep(from, index);
    from = index + found.length;
    builder.put(unescaped(found), index, from);
  }
  if (from === 0) return undefined;
  builder.keep(from, text.length);
  return builder.view();
}

function unescaped(found: string): string {
  const entity = entities[found];
  if (entity !== undefined) return entity;
  if (found.startsWith('%')) return fromHex(found.slice(1));
  const escaped = found.replace(/^\\+/, '');
  const hex = /^[ux](?<code>[0-9a-fA-F]+)$/.exec(escaped)?.groups?.['code'];
  if (hex !== undefined) return fromHex(hex);
  if (/^\r?\n$/.test(escaped)) return ' ';
  return { n: '\n', r: '\r', t: '\t' }[escaped] ?? escaped;
}

const fromHex = (code: string): string => String.fromCharCode(parseInt(code, 16));
