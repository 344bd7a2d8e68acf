import type { Attribute, Expression } from './nodes.js';
import { stringValue } from './stringValue.js';

/** The name of an attribute, where it needs no evaluation: `a`, `"a"`, `${"a"}`. */
export function staticName(attribute: Attribute): string | undefined {
  if (attribute.kind === 'identifier') return attribute.name;
  const text: Expression = attribute.kind === 'interpolation' ? attribute.expression : attribute;
  return text.kind === 'string' ? stringValue(text) : undefined;
}

/** Whether Nix takes an attribute for one whose name is known when it reads the file. */
export const isStatic = (attribute: Attribute): boolean => staticName(attribute) !== undefined;
