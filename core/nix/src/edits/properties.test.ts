import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from '../parser/parse.js';
import { bindingFaults } from '../semantics/bindingFaults.js';
import { appendToList } from './appendToList.js';
import { removeAttribute } from './removeAttribute.js';
import { renameAttribute } from './renameAttribute.js';
import { setAttribute } from './setAttribute.js';
import { findTarget } from './target.js';
import type { EditResult } from './editResult.js';

const name = fc.constantFrom('a', 'b', 'c', 'd-e', '"f g"');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'));
const leaf = fc.constantFrom('1', '"x"', '[ 1 2 ]', '[\n  1 # one\n]', 'f x', "''\n  y\n''", './z');
const space = fc.constantFrom(' ', '\n  ', ' # note\n  ', '\n\n', '\r\n\t', ' /* c */ ');

/** A text of Nix, and the paths that are set in it, from where it begins. */
interface Written {
  readonly text: string;
  readonly paths: readonly string[];
}

/** Sets as people write them, and as they do not. */
const set = fc.letrec<{ set: Written; value: Written }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf.map((text) => ({ text, paths: [] })),
    tie('set'),
  ),
  set: fc
    .tuple(
      fc.array(fc.tuple(space, path, tie('value'), fc.constantFrom(';', ' ;')), { maxLength: 5 }),
      space,
      fc.constantFrom('', 'rec '),
    )
    .map(([bindings, end, rec]) => ({
      text: `${rec}{${bindings.map(([before, at, { text }, close]) => `${before}${at} = ${text}${close}`).join('')}${end}}`,
      paths: bindings.flatMap(([, at, { paths }]) => [at, ...paths.map((one) => `${at}.${one}`)]),
    })),
})).set;

const written = fc
  .tuple(
    fc.constantFrom('', '{ lib, ... }:\n', '# top\nlet x = 1; in '),
    set,
    fc.constantFrom('', '\n', ' # end'),
  )
  .map(([head, { text, paths }, end]) => ({ source: `${head}${text}${end}`, paths }));
const file = written.map(({ source }) => source);

/** A file, and a path that it sets, or some names of one: what takes any path rarely comes to one that is there. */
const fileWithPath = fc
  .tuple(
    written.filter(({ paths }) => paths.length > 0),
    fc.nat(),
    fc.nat({ max: 2 }),
  )
  .map(([{ source, paths }, which, cut]) => {
    const names = (paths[which % paths.length] as string).split('.');
    return { source, at: names.slice(0, Math.max(1, names.length - cut)).join('.') };
  });

function sourceOf(result: EditResult): string {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.source;
}

const holds = (source: string, at: string) => {
  const target = findTarget(source, at);
  return target.ok && target.exact.length > 0;
};
const hasFault = (source: string, ...codes: string[]) =>
  bindingFaults(parse(source).tree).some(({ code }) => codes.includes(code));
const hasDuplicates = (source: string) => hasFault(source, 'duplicate-attribute');
const often = { numRuns: 10_000 };

describe('edits of any file', () => {
  it('never break it, and never refuse for having nearly broken it', () => {
    fc.assert(
      fc.property(file, path, path, leaf, (source, at, to, value) => {
        const valid = !hasDuplicates(source);
        for (const result of [
          setAttribute(source, at, value),
          removeAttribute(source, at),
          renameAttribute(source, at, to),
          appendToList(source, at, value),
        ]) {
          if (result.ok) {
            expect(parse(result.source).errors).to.deep.equal([]);
            if (valid)
              expect(hasDuplicates(result.source), `${source} ${at} ${to}`).to.equal(false);
          } else expect(result.code, `${source} ${at} ${to}`).not.to.equal('would-break');
        }
      }),
      often,
    );
  });

  it('are undone by their opposite, where it is a set that has something already', () => {
    fc.assert(
      fc.property(file, path, leaf, (source, at, value) => {
        const target = findTarget(source, at);
        fc.pre(target.ok);
        const done = setAttribute(source, at, value);
        fc.pre(done.ok);
        const [match] = target.exact;
        if (match !== undefined) {
          const { start, end } = match.binding.value;
          // A value of several lines is indented to where it stands; this one stood somehow.
          fc.pre(!source.slice(start, end).includes('\n'));
          expect(sourceOf(setAttribute(done.source, at, source.slice(start, end)))).to.equal(
            source,
          );
        } else if (target.nearestSet.set.bindings.length > 0)
          expect(sourceOf(removeAttribute(done.source, at))).to.equal(source);
      }),
      often,
    );
  });

  it('keep every byte outside the value that they set', () => {
    fc.assert(
      fc.property(fileWithPath, ({ source, at }) => {
        const target = findTarget(source, at);
        const match = target.ok ? target.exact[0] : undefined;
        const done = setAttribute(source, at, '12345');
        fc.pre(match !== undefined && done.ok);
        const { start, end } = match.binding.value;
        expect(done.source).to.equal(`${source.slice(0, start)}12345${source.slice(end)}`);
      }),
      often,
    );
  });

  it('rename out of sets that only a newer Nix merges, and back into them', () => {
    const source = '{ "f g".c.d-e = 1; "f g" = { c.a = 1; }; }';
    const done = renameAttribute(source, '"f g".c.d-e', 'z.y');
    expect(sourceOf(done)).to.equal('{ z.y = 1; "f g" = { c.a = 1; }; }');
    expect(sourceOf(renameAttribute(sourceOf(done), 'z.y', '"f g".c.d-e'))).to.equal(
      '{ "f g" = { c.a = 1; c.d-e = 1; }; }',
    );
  });

  it('never bring in what Nix before 2.26 does not merge', () => {
    fc.assert(
      fc.property(file, path, path, (source, at, to) => {
        const before = hasFault(source, 'late-merge', 'duplicate-attribute');
        const done = renameAttribute(source, at, to);
        if (done.ok && !before)
          expect(hasFault(done.source, 'late-merge'), `${source} ${at} ${to}`).to.equal(false);
      }),
      often,
    );
  });

  it('rename there and back', () => {
    fc.assert(
      fc.property(fileWithPath, ({ source, at }) => {
        const target = findTarget(source, at);
        // From an inner set it moves out, and back only to the nearest place.
        fc.pre(target.ok && ![...target.exact, ...target.below].some(({ depth }) => depth > 0));
        // What only a newer Nix merges is put together on the way back.
        fc.pre(!hasFault(source, 'duplicate-attribute', 'late-merge'));
        const done = renameAttribute(source, at, 'z.y');
        fc.pre(done.ok);
        expect(holds(done.source, at)).to.equal(false);
        expect(sourceOf(renameAttribute(done.source, 'z.y', at))).to.equal(source);
      }),
      often,
    );
  });
});
