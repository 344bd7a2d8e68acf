import { basename } from 'node:path';
import type { SourceFile } from '@nixai/machine';
import { staticName, type AttributeSet, type Expression, type Lambda } from '@nixai/nix';
import type { Told } from './findings.js';

/** Outputs with systems or homes below them, by the name that is written for one of them. */
const singulars: Readonly<Record<string, string>> = {
  nixosConfiguration: 'nixosConfigurations',
  homeConfiguration: 'homeConfigurations',
  darwinConfiguration: 'darwinConfigurations',
};

/** Why Nix finds no configuration in a flake, or does not read it at all. */
export function flakeFaults({ path, root }: Pick<SourceFile, 'path' | 'root'>): Told[] {
  if (basename(path) !== 'flake.nix' || root.kind !== 'set') return [];
  const outputs = root.bindings.find((one) => firstName(one) === 'outputs');
  const made = outputs?.kind === 'binding' ? outputs.value : undefined;
  if (made?.kind !== 'lambda') return [];
  return [...withoutSelf(made.parameter), ...singularNames(made.body)];
}

function withoutSelf(pattern: Lambda['parameter']): Told[] {
  if (pattern.kind !== 'pattern' || pattern.ellipsis) return [];
  if (pattern.formals.some(({ name }) => name.name === 'self')) return [];
  return [
    {
      rule: 'flake-without-self',
      severity: 'error',
      message: "function 'outputs' called with unexpected argument 'self'",
      why: 'Nix passes self and every input: without `...` the function has to name each.',
      hint: 'write outputs = { self, … }: with the inputs after it',
      at: { start: pattern.start, end: pattern.end },
    },
  ];
}

function singularNames(body: Expression): Told[] {
  if (body.kind === 'let' || body.kind === 'with') return singularNames(body.body);
  if (body.kind !== 'set') return [];
  return body.bindings.flatMap((one): Told[] => {
    const name = firstName(one);
    const meant = name === undefined ? undefined : singulars[name];
    if (one.kind !== 'binding' || meant === undefined) return [];
    return [
      {
        rule: 'flake-output-name',
        severity: 'warning',
        message: `\`${name}\` is no output that a rebuild looks for`,
        hint: `did you mean \`${meant}\`?`,
        at: one.path.attributes[0] ?? one,
      },
    ];
  });
}

function firstName(one: AttributeSet['bindings'][number]): string | undefined {
  const [attribute] = one.kind === 'binding' ? one.path.attributes : [];
  return attribute === undefined ? undefined : staticName(attribute);
}
