import { parse } from '@nixai/nix';
import { expect } from 'chai';
import fc from 'fast-check';
import type { FindingFix } from '../engine/finding.js';
import { diagnosed } from './diagnose.js';
import { readSamples } from './readSamples.js';

const placeholder = /\bYOUR_[A-Z][A-Z0-9_]*\b/g;

/** The forms in which Nix source is pasted: definitions, an expression, the head of a file. */
const forms: readonly ((code: string) => string)[] = [
  (code) => `{\n${code}\n}`,
  (code) => `(\n${code}\n)`,
  (code) => `${code}\nnull`,
];

/** What is wrong with Nix code, if anything. */
function nixFaults(code: string): string[] {
  const whole = forms.map((form) => parse(form(code))).find(({ errors }) => errors.length === 0);
  if (whole === undefined) return ['does not parse'];
  const bare = code.replace(/#[^\n]*/g, '').replace(/\/\*[^]*?\*\//g, '');
  return [
    ...(bare.trim() === '' ? ['is only a comment'] : []),
    ...(/mk(?:Force|Default)\s*\(?\s*(?:\[\s*\]|\{\s*\})/.test(bare)
      ? ['forces something empty']
      : []),
    // What a build system is resolved from: its name, with no extras.
    ...(/=\s*(?:\{\s*\}|\[\s*\]);/.test(bare.replace(/resolveBuildSystem \{[^}]*\}/g, ''))
      ? ['sets something to nothing']
      : []),
  ];
}

/** Words of a command line by the rules of POSIX shells; undefined where a quote stays open. */
function shellWords(line: string): string[] | undefined {
  const words: string[] = [];
  let rest = line;
  let word = '';
  while (rest !== '') {
    const piece =
      /^(?:'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\.)*)"|\\(?<escaped>.)|(?<plain>[^\s'"\\]+)|(?<blank>\s+))/s.exec(
        rest,
      );
    if (piece === null) return undefined;
    const { single, double, escaped, plain, blank } = piece.groups ?? {};
    if (blank !== undefined) {
      if (word !== '') words.push(word);
      word = '';
    } else word += single ?? double ?? escaped ?? plain ?? '';
    rest = rest.slice(piece[0].length);
  }
  return word === '' ? words : [...words, word];
}

function shellFaults(code: string): string[] {
  const bare = code.replace(/(?:^|\s)#[^\n]*/g, '').trim();
  if (bare === '') return ['is only a comment'];
  const words = shellWords(bare);
  if (words === undefined) return ['has an open quote'];
  return [
    ...(words.some((word) => word.includes('\u2026')) ? ['has dots for a value'] : []),
    // A flake's inputs have plain names: anything else was cut out of something.
    ...(words[1] === 'flake' &&
    words[2] === 'update' &&
    words.slice(3).some((word) => !/^[\w-]+$/.test(word))
      ? ['updates what is no input']
      : []),
  ];
}

/** What stands in the way of pasting a fix, one sentence each. */
function faultsOf({ title, code, language, fill = {} }: FindingFix): string[] {
  if (code === undefined) return title.trim() === '' ? ['says nothing'] : [];
  const used = new Set(code.match(placeholder) ?? []);
  const own = language === 'nix' ? nixFaults(code) : language === 'sh' ? shellFaults(code) : [];
  return [
    ...own,
    ...(/\u2026|<[a-z]+>|\bundefined\b|\[object/.test(code.replace(/#[^\n]*|<nixpkgs>/g, ''))
      ? ['has a hole that is not marked']
      : []),
    ...[...used]
      .filter((name) => fill[name] === undefined)
      .map((name) => `does not say what ${name} is`),
    ...Object.keys(fill)
      .filter((name) => !used.has(name))
      .map((name) => `explains ${name}, and has none`),
  ];
}

const samples = readSamples();

const faultsIn = (log: Buffer | string): string[] =>
  diagnosed(log).findings.flatMap(({ rule, fixes }) =>
    fixes.flatMap((fix) =>
      faultsOf(fix).map((fault) => `${rule}: ${fault}: ${fix.code ?? fix.title}`),
    ),
  );

/** Text that breaks what is put together without care. */
const nasty = fc.oneof(
  fc.constantFrom(
    '"',
    "'",
    '${x}',
    "''",
    '\\',
    '`',
    '$(id)',
    ';',
    '}',
    '{',
    '/*',
    '#',
    '@',
    'let',
    'a b',
    '-',
    '0',
  ),
  fc.string({ minLength: 1, maxLength: 8 }),
);

describe('the code of the fixes', () => {
  it('can be pasted, for every sample', () => {
    const faults = samples.flatMap(({ name, log }) =>
      faultsIn(log).map((fault) => `${name}: ${fault}`),
    );
    expect(faults, `\n${faults.join('\n')}\n`).to.deep.equal([]);
  });

  it('can be pasted, whatever stands in the place of the names in a log', () => {
    const changed = fc
      .tuple(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(10_000), nasty), { minLength: 1, maxLength: 4 }),
      )
      .map(([{ log }, changes]) => {
        const words = log.toString().split(/\b/);
        for (const [at, text] of changes) {
          const place = at % words.length;
          words[place] = `${words[place] ?? ''}${text.replace(/[\r\n]/g, ' ')}`;
        }
        return words.join('');
      });
    fc.assert(
      fc.property(changed, (log) => {
        expect(faultsIn(log)).to.deep.equal([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('would be found wanting if it were not so', () => {
    const wrong: readonly FindingFix[] = [
      { title: '', code: 'a = lib.mkForce [ /* without "x" */ ];', language: 'nix', risk: 'none' },
      { title: '', code: 'a = lib.mkForce <derivation etc>;', language: 'nix', risk: 'none' },
      { title: '', code: 'a = \u2026;', language: 'nix', risk: 'none' },
      { title: '', code: '# nothing', language: 'nix', risk: 'none' },
      { title: '', code: 'nix flake update sOiw=","owner', language: 'sh', risk: 'none' },
      { title: '', code: 'nix build YOUR_HOST', language: 'sh', risk: 'none' },
    ];
    expect(wrong.filter((fix) => faultsOf(fix).length === 0)).to.deep.equal([]);
  });
});
