import { walk } from '@nixai/nix';
import { calledName } from '../read/outputBindings.js';
import type { Fault, FlakeRule } from './rule.js';
import { allInputs } from './shared/inScope.js';

/** `flake-parts.lib.mkFlake { inherit self; }` */
export const oldMkFlake: FlakeRule = {
  id: 'old-mkflake',
  severity: 'error',
  why: 'flake-parts takes all inputs, since September 2022; self is one of them.',
  find(flake) {
    const faults: Fault[] = [];
    const { lambda, inputs } = flake;
    if (lambda === undefined || !inputs.some(({ url }) => /flake-parts/.test(url ?? ''))) return [];
    walk(lambda.body, (node) => {
      if (node.kind !== 'call' || calledName(node.function) !== 'mkFlake') return true;
      const [given] = node.arguments;
      if (given?.kind !== 'set') return true;
      const names = given.bindings.flatMap((one) =>
        one.kind === 'inherit' && one.source === undefined
          ? one.attributes
          : one.kind === 'binding'
            ? one.path.attributes.slice(0, 1)
            : [],
      );
      const named = names.flatMap((one) => (one.kind === 'identifier' ? [one] : []));
      const self = named.find(({ name }) => name === 'self');
      const all = allInputs(flake);
      if (self === undefined || all === undefined || named.some(({ name }) => name === 'inputs'))
        return true;
      const only =
        given.bindings.length === 1 && given.bindings[0]?.kind === 'inherit' && names.length === 1;
      const inherits = all.text === 'inputs' ? 'inherit inputs;' : `inputs = ${all.text};`;
      faults.push({
        message: "attribute 'inputs' missing, in flake-parts' mkFlake",
        at: self.start,
        edits: [
          only
            ? { start: given.bindings[0]!.start, end: given.bindings[0]!.end, text: inherits }
            : all.text === 'inputs'
              ? { start: self.start, end: self.end, text: 'inputs' }
              : { start: given.start + 1, end: given.start + 1, text: ` ${inherits}` },
          ...all.edits,
        ],
      });
      return true;
    });
    return faults;
  },
};
