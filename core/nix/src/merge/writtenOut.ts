import { changed, type EditResult, type TextChange } from '../edits/editResult.js';
import { parse } from '../parser/parse.js';
import { eachDefinition, type Definition } from '../semantics/definitions.js';
import { freeVariables } from '../semantics/freeVariables.js';
import { readModule } from '../semantics/module.js';
import { lookUp } from '../semantics/scope.js';
import { seeThrough } from '../semantics/seeThrough.js';
import { quoted } from '../syntax/quoting.js';
import { staticName } from '../syntax/staticName.js';
import { stringValue } from '../syntax/stringValue.js';
import { leavesOf } from './leaves.js';
import { textOf } from './updateEdits.js';

/**
 * A module whose definitions need no `let` of its file: each name that it binds is written out where
 * it is used, in values and as an attribute's name, so that a definition can stand elsewhere.
 */
export function writtenOut(source: string): EditResult {
  const { tree } = parse(source, { pipeOperators: true });
  const names = new Map<number, TextChange>();
  for (const config of readModule(source, tree.root).config)
    eachDefinition(config.value, config.scope, (definition) => {
      for (const change of namesOf(definition)) names.set(change.start, change);
      return 'inside';
    });
  const named = changed(source, [...names.values()]);
  return named.ok ? withValues(named.source) : named;
}

function namesOf({ by, scope }: Definition): TextChange[] {
  if (by.kind !== 'binding') return [];
  return by.path.attributes.flatMap((attribute) => {
    if (attribute.kind !== 'interpolation' || staticName(attribute) !== undefined) return [];
    const [only, another] = seeThrough(attribute.expression, scope);
    const text = only?.value.kind === 'string' ? stringValue(only.value) : undefined;
    if (text === undefined || another !== undefined) return [];
    return [{ start: attribute.start, end: attribute.end, text: quoted(text) }];
  });
}

function withValues(source: string): EditResult {
  const { tree } = parse(source, { pipeOperators: true });
  const edits = leavesOf(tree).flatMap((leaf) => {
    const { written, scope, by } = leaf;
    const uses = freeVariables(written).some(({ name }) => {
      const meaning = lookUp(name, scope);
      return meaning !== undefined && meaning !== 'unknown';
    });
    if (!uses || by.kind !== 'binding' || by.value !== written) return [];
    const text = textOf({ leaf, tree }, written);
    return [{ start: written.start, end: written.end, text }];
  });
  return changed(source, edits);
}
