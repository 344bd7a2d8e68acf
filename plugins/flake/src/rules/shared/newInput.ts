import { pathText, quoted } from '@nixai/nix';
import { bindingOf, type Flake } from '../../read/flake.js';
import type { TextEdit } from '../rule.js';
import { indentOf } from './layout.js';

/**
 * Adds an input, as the others are written.
 * @returns undefined where there is no address for it.
 */
export function newInput(
  flake: Flake,
  name: string,
  url: string | undefined,
  isFlake = true,
): readonly TextEdit[] | undefined {
  const { set, text } = flake;
  if (set === undefined || url === undefined) return undefined;
  const path = pathText([name]);
  const body = isFlake
    ? `${path}.url = ${quoted(url)};`
    : `${path} = { url = ${quoted(url)}; flake = false; };`;
  const inputs = bindingOf(set, 'inputs');
  if (inputs?.value.kind === 'set') {
    const last = inputs.value.bindings.at(-1);
    if (last !== undefined)
      return [{ start: last.end, end: last.end, text: `${gapBefore(text, last.start)}${body}` }];
    const open = inputs.value.start + 1;
    return [{ start: open, end: open, text: ` ${body}` }];
  }
  const others = set.bindings.filter(
    (one) =>
      one.kind === 'binding' &&
      one.path.attributes[0]?.kind === 'identifier' &&
      one.path.attributes[0].name === 'inputs',
  );
  const last = others.at(-1) ?? bindingOf(set, 'description');
  if (last !== undefined)
    return [
      { start: last.end, end: last.end, text: `${gapBefore(text, last.start)}inputs.${body}` },
    ];
  const open = set.start + 1;
  return [{ start: open, end: open, text: `\n${indentOf(text, set.start)}  inputs.${body}` }];
}

/** A new line where the one before begins a line. */
function gapBefore(text: string, at: number): string {
  const indent = indentOf(text, at);
  const isFirst = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
  return isFirst ? `\n${indent}` : ' ';
}
