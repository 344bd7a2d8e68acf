import { stringValue, quoted } from '@nixai/nix';
import { nodeOf } from '@nixai/machine/lock';
import type { Flake } from '../read/flake.js';
import { inputBindings } from '../read/inputBindings.js';
import type { Fault, FlakeRule } from './rule.js';
import { wholeLines } from './shared/layout.js';
import { nearest } from './shared/nearest.js';

/** `inputs.home-manager.inputs.nixpkg.follows = "nixpkgs"` */
export const deadFollows: FlakeRule = {
  id: 'dead-follows',
  severity: 'warning',
  why: 'follows connects an input that the other flake has with one that this flake has.',
  find(flake) {
    const names = flake.inputs.map(({ name }) => name);
    return inputBindings(flake).flatMap(({ names: path, attributes, binding, value }): Fault[] => {
      if (path.at(-1) !== 'follows' || value.kind !== 'string') return [];
      const target = stringValue(value);
      const [outer, , inner] = path;
      const faults: Fault[] = [];
      // What it leads to: the first step is an input of this flake.
      const [first = ''] = target?.split('/') ?? [];
      if (target !== undefined && first !== '' && !names.includes(first)) {
        const near = nearest(
          first,
          names.filter((name) => name !== outer),
        );
        const message = `input '${path.slice(0, -1).join('/')}' follows a non-existent input '${target}'`;
        const text = quoted([near ?? '', ...target.split('/').slice(1)].join('/'));
        faults.push({
          message,
          at: value.start,
          ...(near === undefined
            ? { hint: `the inputs here are ${names.join(', ')}` }
            : { edits: [{ start: value.start, end: value.end, text }] }),
        });
      }
      if (path.length !== 4 || path[1] !== 'inputs' || outer === undefined || inner === undefined)
        return faults;
      const theirs = inputsOfLocked(flake, outer);
      const attribute = attributes[2];
      if (theirs === undefined || theirs.includes(inner) || attribute === undefined) return faults;
      const near = nearest(inner, theirs);
      faults.push({
        message: `input '${outer}' has an override for a non-existent input '${inner}'`,
        at: attribute.start,
        edits:
          near === undefined
            ? [{ ...wholeLines(flake.text, binding), text: '' }]
            : [{ start: attribute.start, end: attribute.end, text: near }],
      });
      return faults;
    });
  },
};

/** The inputs that an input has, as far as the lock tells. */
function inputsOfLocked({ lock }: Flake, name: string): readonly string[] | undefined {
  const node = lock === undefined ? undefined : nodeOf(lock, [name]);
  const inputs = node === undefined ? undefined : lock?.nodes.get(node)?.inputs;
  return inputs === undefined ? undefined : Object.keys(inputs);
}
