import { inputBindings, inputKeys, tellingKeys } from '../read/inputBindings.js';
import type { FlakeRule } from './rule.js';

/** `llm-agents.nix.url = …;` */
export const dottedInput: FlakeRule = {
  id: 'dotted-input',
  severity: 'error',
  why: 'A dot leads into a set: a name that has one stands in quotes.',
  find(flake) {
    const all = inputBindings(flake);
    return all.flatMap(({ names, attributes, binding }) => {
      const [first, second, key] = names;
      if (first === undefined || second === undefined || key === undefined) return [];
      if (first === 'inputs' || inputKeys.has(second) || !tellingKeys.has(key)) return [];
      const own = binding.path.attributes;
      const at = own.indexOf(attributes[0]!);
      if (at < 0 || own[at + 1] !== attributes[1]) return [];
      // With an address of its own, it is an input that the other one stands inside of.
      if (all.some((one) => one.names[0] === first && tellingKeys.has(one.names[1] ?? '')))
        return [];
      const { start } = attributes[0]!;
      const { end } = attributes[1]!;
      return [
        {
          message: `input '${first}' has an unsupported attribute '${second}'`,
          at: start,
          hint: `in outputs it is \`inputs."${first}.${second}"\``,
          edits: [{ start, end, text: `"${first}.${second}"` }],
        },
      ];
    });
  },
};
