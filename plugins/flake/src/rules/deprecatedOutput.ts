import type { Binding, Expression } from '@nixai/nix';
import { outputSets, pathNames } from '../read/outputBindings.js';
import type { Fault, FlakeRule, TextEdit } from './rule.js';

/** What it is called now, and whether it is one for each system. */
const renamed: Readonly<Record<string, { readonly now: string; readonly perSystem: boolean }>> = {
  defaultPackage: { now: 'packages', perSystem: true },
  devShell: { now: 'devShells', perSystem: true },
  defaultApp: { now: 'apps', perSystem: true },
  defaultBundler: { now: 'bundlers', perSystem: true },
  overlay: { now: 'overlays', perSystem: false },
  defaultTemplate: { now: 'templates', perSystem: false },
  nixosModule: { now: 'nixosModules', perSystem: false },
};

/** `devShell.x86_64-linux = …`, `overlay = …` */
export const deprecatedOutput: FlakeRule = {
  id: 'deprecated-output',
  severity: 'warning',
  why: 'Since Nix 2.7 the default of each kind of output is one of its names.',
  find: (flake) =>
    outputSets(flake).flatMap(({ set, perSystem }) =>
      set.bindings.flatMap((one): Fault[] => {
        if (one.kind !== 'binding') return [];
        const [name] = pathNames(one);
        const to = name !== undefined && Object.hasOwn(renamed, name) ? renamed[name] : undefined;
        // Both may be there, for those who still have an old Nix.
        if (to === undefined || set.bindings.some((other) => isNew(other, to.now, flake.text)))
          return [];
        const message = `flake output attribute '${name}' is deprecated; use '${to.now}.${to.perSystem ? '<system>.' : ''}default' instead`;
        const edits = editsFor(one, to.now, to.perSystem && !perSystem);
        return [
          {
            message,
            at: one.start,
            ...(edits === undefined
              ? { hint: `${to.now}.${to.perSystem ? 'SYSTEM.' : ''}default = …;` }
              : { edits }),
          },
        ];
      }),
    ),
};

/** The new name is given a default already. */
function isNew(other: unknown, now: string, text: string): boolean {
  const binding = other as Binding;
  if (binding.kind !== 'binding' || pathNames(binding)[0] !== now) return false;
  return /\bdefault\b/.test(text.slice(binding.start, binding.end));
}

function editsFor(
  binding: Binding,
  now: string,
  hasSystems: boolean,
): readonly TextEdit[] | undefined {
  const { attributes } = binding.path;
  const [first, second] = attributes;
  if (first === undefined) return undefined;
  const rename = { start: first.start, end: first.end };
  if (!hasSystems)
    return attributes.length === 1 ? [{ ...rename, text: `${now}.default` }] : undefined;
  if (second !== undefined)
    return attributes.length === 2
      ? [
          { ...rename, text: now },
          { start: second.end, end: second.end, text: '.default' },
        ]
      : undefined;
  const bodies = perSystemBodies(binding.value);
  if (bodies === undefined) return undefined;
  return [
    { ...rename, text: now },
    ...bodies.flatMap(({ start, end }) => [
      { start, end: start, text: '{ default = ' },
      { start: end, end, text: '; }' },
    ]),
  ];
}

/** What each system gets, of `forAllSystems (system: …)` and of `{ x86_64-linux = …; }`. */
function perSystemBodies(value: Expression): readonly Expression[] | undefined {
  if (value.kind === 'parenthesized') return perSystemBodies(value.inner);
  if (value.kind === 'set') {
    const values = value.bindings.map((one) =>
      one.kind === 'binding' && one.path.attributes.length === 1 ? one.value : undefined,
    );
    return values.every((one) => one !== undefined) ? values : undefined;
  }
  if (value.kind !== 'call') return undefined;
  let last = value.arguments.at(-1);
  while (last?.kind === 'parenthesized') last = last.inner;
  if (last?.kind !== 'lambda') return undefined;
  let { body } = last;
  // `genAttrs systems (system: …)` and `mapAttrs (system: pkgs: …)`.
  while (body.kind === 'lambda') body = body.body;
  return [body];
}
