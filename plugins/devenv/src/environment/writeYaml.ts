import { inputFor, type NeededInput } from '../options/inputs.js';
import { isCode, type Environment, type NixValue } from './environment.js';

const nixpkgs = 'github:cachix/devenv-nixpkgs/rolling';

/** The environment's devenv.yaml: where packages come from, and what its options need besides. */
export function writeYaml({ settings, unfree, ports }: Environment): string {
  const inputs = neededInputs(settings);
  return [
    '# yaml-language-server: $schema=https://devenv.sh/devenv.schema.json',
    'inputs:',
    '  nixpkgs:',
    `    url: ${nixpkgs}`,
    ...inputs.flatMap(inputLines),
    ...(unfree.length === 0
      ? []
      : ['nixpkgs:', '  permitted_unfree_packages:', ...unfree.map((name) => `    - ${name}`)]),
    // The addresses in devenv.nix name ports: one that is taken is to be said, not changed.
    ...(Object.keys(ports).length === 0 ? [] : ['strict_ports: true']),
    '',
  ].join('\n');
}

/** The inputs that settings stop without, each once. */
export function neededInputs(settings: Environment['settings']): readonly NeededInput[] {
  const needed = Object.entries(settings).map(([path, value]) => inputFor(path, textOf(value)));
  const byName = new Map(needed.flatMap((one) => (one === undefined ? [] : [[one.name, one]])));
  return [...byName.values()];
}

const textOf = (value: NixValue): string =>
  typeof value === 'object' && isCode(value) ? value.code : JSON.stringify(value);

function inputLines({ name, url, follows }: NeededInput): string[] {
  const lines = [`  ${name}:`, `    url: ${url}`];
  if (follows.length === 0) return lines;
  return [
    ...lines,
    '    inputs:',
    ...follows.flatMap((other) => [`      ${other}:`, `        follows: ${other}`]),
  ];
}
