import { staticName, walk } from '@nixai/nix';
import type { Fault, FlakeRule } from './rule.js';
import { inputBindings } from '../read/inputBindings.js';
import { wholeLines } from './shared/layout.js';

const outputs = new Set([
  'packages',
  'legacyPackages',
  'overlays',
  'nixosModules',
  'homeModules',
  'homeManagerModules',
  'darwinModules',
  'devShells',
  'lib',
]);

/** `flake = false`, and used as if it was one. */
export const nonFlakeInput: FlakeRule = {
  id: 'non-flake-input',
  severity: 'error',
  why: 'An input with flake = false is a folder of files: it has no outputs.',
  find(flake) {
    const faults: Fault[] = [];
    const { lambda, inputs } = flake;
    const names = new Set(inputs.filter((one) => !one.flake).map(({ name }) => name));
    if (lambda === undefined || names.size === 0) return [];
    const all = inputBindings(flake);
    const told = new Set<string>();
    walk(lambda.body, (node) => {
      if (node.kind !== 'select' || node.subject.kind !== 'identifier') return true;
      const path = [node.subject.name, ...node.path.attributes.map(staticName)];
      const whole =
        lambda.parameter.kind === 'identifier'
          ? lambda.parameter.name
          : lambda.parameter.whole?.name;
      const [name, output] = path[0] === whole ? path.slice(1) : path;
      if (name === undefined || output === undefined || !names.has(name) || !outputs.has(output))
        return true;
      if (told.has(name)) return true;
      told.add(name);
      const flag = all.find((one) => one.names[0] === name && one.names[1] === 'flake');
      faults.push({
        message: `attribute '${output}' missing: the input '${name}' has flake = false`,
        at: node.start,
        ...(flag === undefined
          ? {}
          : { edits: [{ ...wholeLines(flake.text, flag.binding), text: '' }] }),
      });
      return true;
    });
    return faults;
  },
};
