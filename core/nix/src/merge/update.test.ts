import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from '../parser/parse.js';
import { pathText } from '../syntax/quoting.js';
import { applyEdits } from './applyEdits.js';
import { compareModules, readMergeFile } from './compareModules.js';
import { coordinatesOf } from './coordinates.js';
import { leavesOf } from './leaves.js';
import { onlyPaths } from './onlyPaths.js';
import { placeInline } from './placeInline.js';
import { updateModules, type Updated } from './updateModules.js';

const treeOf = (source: string) => {
  const { tree, errors } = parse(source);
  if (errors.length > 0) throw new Error(`${errors[0]!.message}\n${source}`);
  return tree;
};

/** An update of one file: what is certain is done; conflicts stay the person's. */
function update(base: string, mine: string, theirs: string) {
  const file = readMergeFile('m.nix', mine);
  if (file === undefined) throw new Error('does not parse');
  const steps = updateModules(treeOf(base), treeOf(theirs), [file], { home: 'm.nix' });
  const done = steps.filter(({ step }) => step !== 'conflict');
  const removed = done.filter(({ step }) => step === 'remove').map(({ names }) => names);
  const edited = applyEdits(
    mine,
    done.flatMap(({ edits = [] }) => edits),
    removed,
  );
  if (!edited.ok) throw new Error(edited.message);
  const added = new Set(done.filter(({ step }) => step === 'add').map(({ path }) => path));
  if (added.size === 0) return { text: edited.source, steps };
  const part = onlyPaths(theirs, added);
  if (!part.ok) throw new Error(part.message);
  const placed = placeInline(edited.source, part.source);
  if (!placed.ok) throw new Error(placed.message);
  return { text: placed.source, steps };
}

const stepsOf = (steps: readonly Updated[]) =>
  Object.fromEntries(
    steps.map(({ path, step, reason }) => [path, [step, reason].filter(Boolean).join(' ')]),
  );

describe('a module that is brought up to date where a person has changed it', () => {
  const cases: [string, string, string, string, string, Record<string, string>][] = [
    [
      'edits in the person’s layout',
      '{ services.openssh.ports = [ 22 ]; }',
      '{ services = { openssh = { ports = [ 22 ]; }; }; }',
      '{ services.openssh.ports = [ 2222 ]; }',
      '{ services = { openssh = { ports = [ 2222 ]; }; }; }',
      { 'services.openssh.ports': 'join' },
    ],
    [
      'asks where both changed a value',
      '{ x.port = 80; }',
      '{ x.port = 81; }',
      '{ x.port = 8080; }',
      '{ x.port = 81; }',
      { 'x.port': 'conflict both' },
    ],
    [
      'adopts what the person has said meanwhile',
      '{ }',
      '{\n  a = 1;\n  c.enable = true; # mine\n}',
      '{ c.enable = true; }',
      '{\n  a = 1;\n  c.enable = true; # mine\n}',
      { 'c.enable': 'adopt' },
    ],
    [
      'joins and takes out of lists',
      '{ pkgs, ... }: { p = with pkgs; [ a b ]; }',
      '{ pkgs, ... }: { p = with pkgs; [ a b m ]; }',
      '{ pkgs, ... }: { p = with pkgs; [ a t ]; }',
      '{ pkgs, ... }: { p = with pkgs; [ a m t ]; }',
      { p: 'join' },
    ],
    [
      'asks where both changed a list in which places count',
      '{ networking.nameservers = [ "1" "2" ]; }',
      '{ networking.nameservers = [ "2" "1" ]; }',
      '{ networking.nameservers = [ "1" "2" "3" ]; }',
      '{ networking.nameservers = [ "2" "1" ]; }',
      { 'networking.nameservers': 'conflict order' },
    ],
    [
      'keeps a condition that the person put around',
      '{ x = 1; }',
      '{ lib, c, ... }: { x = lib.mkIf c 1; }',
      '{ x = 2; }',
      '{ lib, c, ... }: { x = lib.mkIf c 2; }',
      { x: 'change' },
    ],
    [
      'asks where both gave it a priority',
      '{ x = true; }',
      '{ lib, ... }: { x = lib.mkForce false; }',
      '{ lib, ... }: { x = lib.mkDefault true; }',
      '{ lib, ... }: { x = lib.mkForce false; }',
      { x: 'conflict both' },
    ],
    [
      'adds nothing to what was switched off',
      '{ x.enable = true; }',
      '{ }',
      '{ x.enable = true; x.port = 1; }',
      '{ }',
      { 'x.port': 'conflict off' },
    ],
    [
      'keeps a comment that the person changed',
      '{\n  # why\n  x = 1;\n  y = 1;\n}',
      '{\n  # why, and my note\n  x = 1; # mine\n  y = 1;\n}',
      '{\n  y = 1;\n}',
      '{\n  # why, and my note\n  # mine\n  y = 1;\n}',
      { x: 'remove' },
    ],
    [
      'changes what a name stands for, whatever it is called',
      'let port = 80; in { a = port; b = "http:${toString port}"; }',
      'let httpPort = 80; in { a = httpPort; b = "http:${toString httpPort}"; }',
      'let port = 8080; in { a = port; b = "http:${toString port}"; }',
      'let httpPort = 8080; in { a = httpPort; b = "http:${toString httpPort}"; }',
      { a: 'change', b: 'change' },
    ],
    [
      'takes out what it brought, with the sets around it',
      '{\n  a.b = 1;\n  # of c\n  c = {\n    d = 1;\n  };\n}',
      '{\n  a.b = 1;\n  # of c\n  c = {\n    d = 1;\n  };\n}',
      '{ a.b = 1; }',
      '{\n  a.b = 1;\n  # of c\n}',
      { 'c.d': 'remove' },
    ],
    [
      'keeps what the person changed and it drops',
      '{ x = 1; }',
      '{ x = 2; }',
      '{ }',
      '{ x = 2; }',
      { x: 'stay both' },
    ],
  ];
  for (const [title, base, mine, theirs, text, steps] of cases)
    it(title, () => {
      const done = update(base, mine, theirs);
      expect(stepsOf(done.steps)).to.deep.equal(steps);
      expect(done.text).to.equal(text);
    });

  it('does not change a name that the person uses for more', () => {
    const done = update(
      'let port = 80; in { a = port; }',
      'let port = 80; in { a = port; mine = port; }',
      'let port = 81; in { a = port; }',
    );
    expect(stepsOf(done.steps)).to.deep.equal({ a: 'conflict computed' });
  });
});

/** The values of a text by path, as they are compared. */
const mapOf = (source: string): Map<string, string> => {
  const tree = treeOf(source);
  return new Map(
    leavesOf(tree).map((leaf) => [pathText(leaf.names), coordinatesOf(leaf, tree).value]),
  );
};

const paths = [
  'a.enable',
  'a.port',
  'a.s.x',
  'a.s.y',
  'b.enable',
  'b.list',
  'b.z',
  'c',
  'd.e.f.g',
  'd.e.h',
];
const scalar = fc.constantFrom('1', '2', '3', 'true', 'false', '"x"', '"${config.y}"');
const state = fc.dictionary(fc.constantFrom(...paths.filter((path) => path !== 'b.list')), scalar, {
  maxKeys: 8,
});

/** A layout of a state: flat or nested, in any order, with comments. */
const written = (values: Record<string, string>, seed: number, note: string): string => {
  const entries = Object.entries(values).sort(
    ([a], [b]) => ((a.length * 7 + seed) % 5) - ((b.length * 7 + seed) % 5),
  );
  const used = new Set<string>();
  const lines: string[] = [];
  for (const [path, value] of entries) {
    const [head = '', ...rest] = path.split('.');
    const group = entries.filter(([other]) => other.startsWith(`${head}.`));
    if (rest.length === 0 || seed % 3 === 0) lines.push(`  ${note}${path} = ${value};`);
    else if (!used.has(head)) {
      used.add(head);
      lines.push(
        `  ${head} = {\n${group.map(([other, one]) => `    ${other.slice(head.length + 1)} = ${one};`).join('\n')}\n  };`,
      );
    }
  }
  return `{ config, ... }:\n{\n${lines.join('\n')}\n}\n`;
};

/** What three maps make of each other, each path for itself. */
function oracle(base: Map<string, string>, mine: Map<string, string>, theirs: Map<string, string>) {
  const result = new Map(mine);
  const conflicts = new Set<string>();
  for (const path of new Set([...base.keys(), ...theirs.keys()])) {
    const [b, m, t] = [base.get(path), mine.get(path), theirs.get(path)];
    if (b === t || m === t) continue;
    const parts = path.split('.');
    const off =
      b === undefined &&
      m === undefined &&
      parts.some((_, depth) => {
        const enable = [...parts.slice(0, depth), 'enable'].join('.');
        return (
          depth > 0 && base.get(enable) === 'true' && (mine.get(enable) ?? 'false') === 'false'
        );
      });
    if (off) conflicts.add(path);
    else if (m === b && t !== undefined) result.set(path, t);
    else if (m === b) result.delete(path);
    else if (t !== undefined) conflicts.add(path);
  }
  return { result, conflicts };
}

describe('an update of random states', () => {
  const runs = Number(process.env['NIXAI_RUNS'] ?? 1500);
  it('is what each path makes for itself, and loses nothing', () => {
    fc.assert(
      fc.property(
        state,
        state,
        state,
        fc.nat(20),
        fc.nat(20),
        fc.nat(2),
        (b, m, t, one, two, near) => {
          // Often the person and the later state are near the base.
          const theirs =
            near > 0 ? { ...b, ...Object.fromEntries(Object.entries(t).slice(0, 2)) } : t;
          const mine =
            near > 1 ? { ...b, ...Object.fromEntries(Object.entries(m).slice(0, 2)) } : m;
          const [base, own, later] = [
            written(b, one, ''),
            written(mine, two, '/* my */ '),
            written(theirs, one, ''),
          ];
          const { text, steps } = update(base, own, later);
          const wanted = oracle(mapOf(base), mapOf(own), mapOf(later));
          expect(Object.fromEntries(mapOf(text))).to.deep.equal(Object.fromEntries(wanted.result));
          expect(
            steps
              .filter(({ step }) => step === 'conflict')
              .map(({ path }) => path)
              .sort(),
          ).to.deep.equal([...wanted.conflicts].sort());
          // Nothing to do: not a byte; and twice is once.
          expect(update(base, own, base).text).to.equal(own);
          expect(update(later, text, later).text).to.equal(text);
          const again = update(base, text, later);
          expect(again.text).to.equal(text);
          expect(update(base, base, later).text).to.satisfy((made: string) =>
            compareModules(treeOf(later), [readMergeFile('x', made)!]).every(
              ({ verdict }) => verdict === 'equal',
            ),
          );
        },
      ),
      { numRuns: runs },
    );
  });
});
