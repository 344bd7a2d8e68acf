import { freeVariables, walk, type Node } from '@nixai/nix';
import type { FlakeRule, TextEdit } from './rule.js';
import { bodyStart, indentOf, namesIn } from './shared/layout.js';

/** `let … in { inputs = …; outputs = …; }` */
export const topLevelLet: FlakeRule = {
  id: 'top-level-let',
  severity: 'error',
  why: 'Nix reads description and inputs without evaluating the file: it has to be an attribute set.',
  find(flake) {
    const { tree, text, set, lambda, outputs } = flake;
    const { root } = tree;
    if (root.kind === 'set' || set === undefined) return [];
    const message = `file 'flake.nix' must be an attribute set`;
    const by = { message, at: root.start };
    if (root.kind !== 'let' || root.body !== set || lambda === undefined)
      return [
        { ...by, hint: 'the file has to begin with {: what stands around it goes into outputs' },
      ];
    const names = namesIn(root);
    const used = freeVariables(set).filter(({ name }) => names.has(name));
    const outside = used.find(
      ({ at }) => outputs === undefined || at.start < lambda.body.start || at.end > outputs.end,
    );
    if (outside !== undefined)
      return [
        {
          ...by,
          hint: `the let can go into outputs when \`${outside.name}\`, which is used outside of it, is written out there`,
        },
      ];
    const taken = argumentsOf(lambda.parameter);
    if (
      freeVariables(root).some(({ name }) => taken.has(name)) ||
      [...names].some((name) => taken.has(name))
    )
      return [{ ...by, hint: 'the let has to go into outputs; it and its arguments share a name' }];
    const inner = text
      .slice(root.start, root.body.start)
      .replace(/\bin\s*$/, '')
      .trim();
    const at = bodyStart(lambda);
    const indent = indentOf(text, outputs?.start ?? set.start);
    const moved = inner.replaceAll('\n', `\n${indent}`);
    const edits: TextEdit[] = [
      { start: root.start, end: root.body.start, text: '' },
      { start: at, end: at, text: `${moved}\n${indent}in\n${indent}` },
    ];
    return [{ ...by, edits }];
  },
};

function argumentsOf(parameter: Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(parameter, (node) => {
    if (node.kind === 'formal') names.add(node.name.name);
    if (node.kind === 'pattern' && node.whole !== undefined) names.add(node.whole.name);
    return node.kind === 'pattern';
  });
  if (parameter.kind === 'identifier') names.add(parameter.name);
  return names;
}
