import {
  parse,
  staticName,
  walk,
  type AttributeSet,
  type Binding,
  type Expression,
} from '@nixai/nix';
import type { Flake } from '../read/flake.js';
import { calledName } from '../read/outputBindings.js';
import type { Fault, FlakeRule, TextEdit } from './rule.js';
import { indentOf } from './shared/layout.js';
import { allInputs } from './shared/inScope.js';

/** What each builder hands to modules beside pkgs, lib and config. */
const builders: Readonly<Record<string, string>> = {
  nixosSystem: 'specialArgs',
  darwinSystem: 'specialArgs',
  homeManagerConfiguration: 'extraSpecialArgs',
};

/** A module that takes `inputs`, which nobody gives it. */
export const specialArgs: FlakeRule = {
  id: 'special-args',
  severity: 'error',
  why: 'Modules get only what the system gives them: inputs are handed over as special arguments.',
  find(flake) {
    const faults: Fault[] = [];
    if (flake.lambda === undefined) return [];
    walk(flake.lambda.body, (node) => {
      if (node.kind !== 'call') return true;
      const name = calledName(node.function);
      const key = name !== undefined && Object.hasOwn(builders, name) ? builders[name] : undefined;
      const [given] = node.arguments;
      if (key === undefined || given?.kind !== 'set') return true;
      const wanting = moduleThatWants(flake, given);
      const edits = wanting === undefined ? undefined : handOver(flake, given, key);
      if (wanting === undefined || edits === 'there') return true;
      faults.push({
        message: `infinite recursion encountered, as ${wanting} takes 'inputs'`,
        at: given.start,
        ...(edits === undefined ? { hint: `${key} = { inherit inputs; };` } : { edits }),
      });
      return true;
    });
    return faults;
  },
};

const bindings = (set: AttributeSet): readonly Binding[] =>
  set.bindings.filter((one): one is Binding => one.kind === 'binding');

const named = (set: AttributeSet, name: string): Binding | undefined =>
  bindings(set).find(({ path }) => staticName(path.attributes[0]!) === name);

/** The module of a system that has `inputs` among its arguments. */
function moduleThatWants(flake: Flake, given: AttributeSet): string | undefined {
  const modules = named(given, 'modules')?.value;
  if (modules?.kind !== 'list') return undefined;
  for (const item of modules.items) {
    const module = item.kind === 'parenthesized' ? item.inner : item;
    if (takesInputs(module)) return 'a module';
    const file = module.kind === 'path' ? pathOf(module) : undefined;
    const text = file === undefined ? undefined : readModuleText(flake, file);
    if (text !== undefined && takesInputs(parse(text, { pipeOperators: true }).tree.root))
      return file;
  }
  return undefined;
}

const pathOf = (path: Extract<Expression, { kind: 'path' }>): string | undefined => {
  const [part] = path.parts;
  return path.parts.length === 1 && part?.kind === 'text' && part.text.startsWith('./')
    ? part.text.slice(2)
    : undefined;
};

const readModuleText = ({ files }: Flake, file: string): string | undefined =>
  files.text(file) ?? files.text(`${file.replace(/\/$/, '')}/default.nix`);

function takesInputs(module: Expression): boolean {
  return (
    module.kind === 'lambda' &&
    module.parameter.kind === 'pattern' &&
    module.parameter.formals.some(
      ({ name, fallback }) => name.name === 'inputs' && fallback === undefined,
    )
  );
}

/** @returns `there` where it is handed over already, undefined where that is not in sight. */
function handOver(
  flake: Flake,
  given: AttributeSet,
  key: string,
): readonly TextEdit[] | 'there' | undefined {
  const { text } = flake;
  const all = allInputs(flake);
  if (all === undefined) return undefined;
  if (/_module\s*\.\s*args|_module\s*=/.test(text.slice(given.start, given.end))) return 'there';
  const inherit = all.text === 'inputs' ? 'inherit inputs;' : `inputs = ${all.text};`;
  const there =
    named(given, key) ??
    given.bindings.find(
      (one) => one.kind === 'inherit' && one.attributes.some((name) => staticName(name) === key),
    );
  if (there === undefined) {
    const first = given.bindings[0];
    if (first === undefined) return undefined;
    const isOnLine = text.slice(given.start, first.start).includes('\n');
    const gap = isOnLine ? `\n${indentOf(text, first.start)}` : ' ';
    return [
      { start: first.start, end: first.start, text: `${key} = { ${inherit} };${gap}` },
      ...all.edits,
    ];
  }
  if (there.kind === 'inherit' || there.path.attributes.length > 1) return 'there';
  const { value } = there;
  // What is no set in sight may have them: `specialArgs = inputs // { … }`, `args`.
  if (value.kind !== 'set') return 'there';
  const has = value.bindings.some((one) =>
    (one.kind === 'binding' ? one.path.attributes.slice(0, 1) : one.attributes).some(
      (attribute) => staticName(attribute) === 'inputs',
    ),
  );
  if (has) return 'there';
  const open =
    value.start + (value.form === 'recursive' ? text.slice(value.start).indexOf('{') : 0) + 1;
  return [{ start: open, end: open, text: ` ${inherit}` }, ...all.edits];
}
