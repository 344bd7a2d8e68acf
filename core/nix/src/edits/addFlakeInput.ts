import type { Expression, Lambda } from '../syntax/nodes.js';
import { changed, refused, type EditResult } from './editResult.js';
import { pathText, quoted } from '../syntax/quoting.js';
import { added, setAttribute } from './setAttribute.js';
import { blocked, findTarget } from './target.js';

/** An input of a flake. */
export interface FlakeInput {
  readonly name: string;
  /** `github:nix-community/home-manager`. */
  readonly url: string;
  /** Inputs of its own that it takes from others: `{ nixpkgs: 'nixpkgs' }`. */
  readonly follows?: Readonly<Record<string, string>>;
}

/** Adds an input to a `flake.nix`, and to the arguments of `outputs` if they leave no room for it. */
export function addFlakeInput(source: string, { name, url, follows = {} }: FlakeInput): EditResult {
  const target = findTarget(source, ['inputs', name]);
  if (!target.ok) return target;
  if (target.exact.length + target.below.length > 0)
    return refused('exists', `the input \`${name}\` is there already`);
  const impossible = blocked(target);
  if (impossible !== undefined) return impossible;
  let result = urlAdded(source, name, url);
  for (const [inner, outer] of Object.entries(follows)) {
    if (!result.ok) return result;
    const path = ['inputs', name, 'inputs', inner, 'follows'];
    result = setAttribute(result.source, path, quoted(outer));
  }
  return result.ok ? withArgument(result.source, name) : result;
}

function urlAdded(source: string, name: string, url: string): EditResult {
  const target = findTarget(source, ['inputs', name, 'url']);
  if (!target.ok) return target;
  const description = findTarget(source, 'description');
  const anchor = description.ok ? description.exact[0]?.binding : undefined;
  return added(target, quoted(url), anchor ?? 'first');
}

/** `outputs = { self, nixpkgs }:` refuses an input that it does not name. */
function withArgument(source: string, name: string): EditResult {
  const target = findTarget(source, 'outputs');
  if (!target.ok) return target;
  const outputs = target.exact[0]?.binding.value;
  const pattern = outputs === undefined ? undefined : lambdaIn(outputs)?.parameter;
  if (pattern?.kind !== 'pattern' || pattern.ellipsis) return { ok: true, source };
  if (pattern.formals.some((formal) => formal.name.name === name)) return { ok: true, source };
  const last = pattern.formals.at(-1);
  if (last === undefined || pathText([name]).startsWith('"'))
    return refused(
      'computed',
      `\`outputs\` takes no argument \`${name}\`, and could not be changed`,
    );
  return changed(source, [{ start: last.end, end: last.end, text: `, ${name}` }]);
}

function lambdaIn(value: Expression): Lambda | undefined {
  let inner = value;
  while (inner.kind === 'parenthesized') inner = inner.inner;
  return inner.kind === 'lambda' ? inner : undefined;
}
