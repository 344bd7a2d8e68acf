// The corpus of secrets: texts of the folder `secrets`, with values that are made anew for each run, so
// that no secret, and nothing that a scanner would take for one, stands in this repository.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../secrets');
const lines = (name) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('# '));

/** A third of the shapes is held out: it was not looked at while rules were written. */
const isHeldOut = (name) => createHash('sha256').update(name).digest()[0] % 3 === 0;

/** A shape is a line `## name` and the text below it. */
const shapesIn = (files) =>
  files
    .flatMap(lines)
    .join('\n')
    .split(/^## /m)
    .slice(1)
    .map((block) => {
      const at = block.indexOf('\n');
      return { name: block.slice(0, at), text: block.slice(at + 1) };
    });

/** Shapes with a secret: their names, their texts, and whether they are held out. */
export function secretShapes() {
  const issued = lines('issued.txt')
    .filter((line) => line.includes(' | '))
    .map((line) => {
      const at = line.indexOf(' | ');
      return { name: line.slice(0, at), text: `it said: ${line.slice(at + 3)}\nand went on\n` };
    });
  const written = shapesIn(['written.txt', 'collected.txt']);
  return [
    ...[...issued, ...written].map((shape) => ({ ...shape, heldOut: isHeldOut(shape.name) })),
    // Measured as first met (docs/trust.md), then the rules were mended by all of them.
    ...shapesIn(['nixos.txt', 'nixos-second.txt']).map((shape) => ({ ...shape, heldOut: false })),
  ];
}

/** Texts without any. */
export const harmlessTexts = () =>
  ['harmless.txt', 'collected-harmless.txt', 'nixos-harmless.txt']
    .flatMap(lines)
    .filter((line) => line !== '')
    .map((text) => ({ text, heldOut: isHeldOut(text) }));

/** A text with its values made, and what must not be seen of it. */
export function filledIn(template, random) {
  const secrets = [];
  const text = template
    .replace(/‹([^›]*)›/g, (_, spec) => made(spec, random))
    .replace(/«([^»]*)»/g, (_, spec) => {
      const secret = made(spec, random);
      secrets.push(secret);
      return secret;
    });
  return { text, secrets };
}

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
const digits = '0123456789';
const alphabets = {
  alnum: lower + upper + digits,
  hex: `${digits}abcdef`,
  HEX: `${digits}ABCDEF`,
  lower,
  lownum: lower + digits,
  upper: upper + digits,
  digits,
  b64: `${lower}${upper}${digits}+/`,
  b32: `${upper}234567`,
  url: `${lower}${upper}${digits}_-`,
  urlhex: `${digits}abcdef`,
  crypt: `./${digits}${upper}${lower}`,
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  bech32low: 'qpzry9x8gf2tvdw0s3jn54khce6mua7l',
  nixhash: '0123456789abcdfghijklmnpqrsvwxyz',
};
const words = ['hunter', 'Sommer', 'kitten', 'dragon', 'Zebra', 'correct', 'horse', 'staple'];

function made(spec, { pick, of }) {
  const at = spec.indexOf(':');
  const kind = at < 0 ? spec : spec.slice(0, at);
  const rest = spec.slice(at + 1);
  if (kind in alphabets) return endsWell(of(alphabets[kind], Number(rest)), kind, pick);
  const password = (signs) =>
    pick(words) + pick(digits) + pick(digits) + pick(signs) + of(lower, 2);
  switch (kind) {
    case 'pw':
      return password('!#%+_');
    case 'pwsafe':
    case 'pwurl':
      return password('!._-');
    case 'phrase':
      return [pick(words), pick(words), pick(words)].join(' ');
    case 'uuid':
      return [8, 4, 4, 4, 12].map((length) => of(alphabets.hex, length)).join('-');
    case 'base64':
      return Buffer.from(rest).toString('base64');
    case 'b64auth':
      return Buffer.from(`\0ada\0${password('!')}`).toString('base64');
    default:
      throw new Error(`no such value: ${spec}`);
  }
}

/** A value that ends with a sign is rare, and where it ends is anybody's guess. */
const endsWell = (value, kind, pick) =>
  /[-_+/.]$/.test(value) ? value.slice(0, -1) + pick(alphabets.lownum) : value;
