// Derivations that need each other by chance, as Nix: small, and each graph another by its seed.
import { randomFrom } from './random.js';

/** An expression for the topmost of so many derivations, each of which needs some of those before it. */
export function graphExpression(seed, count = 8) {
  const next = randomFrom(seed);
  const below = (n) => Math.floor(next() * n);
  const lines = Array.from({ length: count }, (_, at) => {
    const needs = new Set(at === 0 ? [] : Array.from({ length: 1 + below(3) }, () => below(at)));
    const all = at === count - 1 ? [...needs, at - 1] : [...needs];
    const names = [...new Set(all)].map((one) => `n${one}`).join(' ');
    return `  n${at} = make "node${at}-${seed}.${below(4)}" "${'x'.repeat(below(2000))}" [ ${names} ];`;
  });
  return `let
  make = name: pad: needs: derivation {
    inherit name pad; system = builtins.currentSystem; builder = "/bin/sh";
    args = [ "-c" "echo \${toString needs} $pad > $out" ];
  };
${lines.join('\n')}
in n${count - 1}
`;
}
