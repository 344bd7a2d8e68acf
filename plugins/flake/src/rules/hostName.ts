import { parse, staticName, stringValue, walk, type Expression } from '@nixai/nix';
import type { Flake } from '../read/flake.js';
import { outputSets, pathNames } from '../read/outputBindings.js';
import type { Fault, FlakeRule } from './rule.js';

/** A machine whose name is not the one that its configuration has. */
export const hostName: FlakeRule = {
  id: 'host-name',
  severity: 'note',
  why: 'nixos-rebuild --flake . takes the configuration that is called as the machine is.',
  find(flake) {
    const faults: Fault[] = [];
    const systems = outputSets(flake).flatMap(({ set }) =>
      set.bindings.flatMap((one) => {
        if (one.kind !== 'binding') return [];
        const [kind, name] = pathNames(one);
        const [, attribute] = one.path.attributes;
        if (kind !== 'nixosConfigurations') return [];
        if (name !== undefined && attribute !== undefined)
          return [{ name, attribute, value: one.value }];
        return one.value.kind !== 'set'
          ? []
          : one.value.bindings.flatMap((inner) => {
              const [first] = inner.kind === 'binding' ? inner.path.attributes : [];
              const called = first === undefined ? undefined : staticName(first);
              return inner.kind === 'binding' && first !== undefined && called !== undefined
                ? [{ name: called, attribute: first, value: inner.value }]
                : [];
            });
      }),
    );
    const names = systems.map(({ name }) => name);
    for (const { name, attribute, value } of systems) {
      const host = hostNameIn(flake, value);
      if (host === undefined || host === name || names.includes(host)) continue;
      faults.push({
        message: `the configuration is called '${name}', and its networking.hostName is '${host}': without a name, nixos-rebuild looks for '${host}'`,
        at: attribute.start,
        hint: `nixos-rebuild switch --flake .#${name}`,
      });
    }
    return faults;
  },
};

/** The one name that the modules in sight give. */
function hostNameIn(flake: Flake, value: Expression): string | undefined {
  const texts = [flake.text.slice(value.start, value.end)];
  walk(value, (node) => {
    if (node.kind !== 'path') return true;
    const [part] = node.parts;
    if (node.parts.length > 1 || part?.kind !== 'text' || !part.text.startsWith('./')) return true;
    const file = part.text.slice(2).replace(/\/$/, '');
    const text = flake.files.text(file) ?? flake.files.text(`${file}/default.nix`);
    if (text !== undefined) texts.push(text);
    return true;
  });
  const names = new Set<string>();
  for (const text of texts) {
    const { tree, errors } = parse(text, { pipeOperators: true });
    if (errors.length > 0) continue;
    walk(tree.root, (node) => {
      if (node.kind !== 'binding') return true;
      const path = pathNames(node);
      const isName =
        path.at(-1) === 'hostName' && (path.length === 1 || path.at(-2) === 'networking');
      const given = node.value.kind === 'string' ? stringValue(node.value) : undefined;
      if (isName && given !== undefined && given !== '') names.add(given);
      return true;
    });
  }
  return names.size === 1 ? [...names][0] : undefined;
}
