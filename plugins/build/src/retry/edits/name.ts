import { replaced, type Editor } from './edit.js';

/** A name that Nix does not know, where the diagnosis knows the right one: `hellp`, `fetchurl`. */
export const editName: Editor = ({ class: of, facts = {}, at, fixes }, own) => {
  const wrong = facts['attribute'] ?? facts['name'];
  const [fix] = fixes;
  // What it came of, a log does not say; whether the name is right, the build that follows does.
  const isTried = fix?.step === undefined || fix.step === 'if';
  const right = isTried && fix?.elsewhere !== true ? fix?.code : undefined;
  if (!['missing-attribute', 'undefined-variable'].includes(of)) return undefined;
  if (wrong === undefined || right === undefined || !isName.test(right)) return undefined;
  // Another name for it, or the same from where it is: `lib.mkIf`.
  if (!/(?:^W|: w)rite /.test(fix?.title ?? '') && right.split('.').at(-1) !== wrong)
    return undefined;
  const text = at === undefined ? undefined : own.get(at.file);
  if (at?.line === undefined || text === undefined)
    return { why: `${at?.file ?? 'the place that Nix names'} is none of your files here` };
  const before = text.split('\n').slice(0, at.line - 1);
  const start = before.join('\n').length + (before.length > 0 ? 1 : 0);
  const line = text.slice(start).split('\n', 1)[0] ?? '';
  const found = [...line.matchAll(new RegExp(`(?<![\\w'-])${escaped(wrong)}(?![\\w'-])`, 'g'))];
  const [only] = found;
  if (only === undefined || found.length > 1)
    return { why: `line ${at.line} of ${at.file} has ${wrong} ${found.length} times` };
  const from = start + only.index;
  const place = { start: from, end: from + wrong.length };
  return replaced([at.file, text], place, right, `writes ${right} for ${wrong}`);
};

const isName = /^[A-Za-z_][\w'-]*(?:\.[A-Za-z_][\w'-]*)*$/;

const escaped = (text: string): string => text.replace(/[.$()]/g, '\\$&');
