import { ExitCode, NixaiError } from '@nixai/api';
import {
  addFormals,
  freeVariables,
  globalNames,
  leavesOf,
  moduleArguments,
  parse,
} from '@nixai/nix';

/**
 * A text as a module: what is one stays as it is, and bare definitions (`services.nginx.enable =
 * true;`) are put into one.
 * @throws NixaiError `snippet-unfit`, saying what is wrong with it.
 */
export function asModule(text: string): string {
  const whole = parse(text);
  if (whole.errors.length === 0 && leavesOf(whole.tree).length > 0) return withNewLine(text);
  const indented = text.trimEnd().replace(/^(?=.)/gm, '  ');
  const wrapped = `{ ... }:\n{\n${indented}\n}\n`;
  const { tree, errors } = parse(wrapped);
  const [error] = errors;
  if (error !== undefined) throw unfit(`line ${Math.max(error.line - 2, 1)}: ${error.message}`);
  if (leavesOf(tree).length === 0) throw unfit('it sets nothing that shows without evaluating it');
  const used = freeVariables(tree.root).map(({ name }) => name);
  const unknown = used.find((name) => !moduleArguments.has(name) && !globalNames.has(name));
  const inWith = freeVariables(tree.root).some(
    ({ name, insideWith }) => name === unknown && insideWith,
  );
  if (unknown !== undefined && !inWith)
    throw unfit(`it uses \`${unknown}\`, which it does not bind`);
  const result = addFormals(wrapped, [
    ...new Set(used.filter((name) => moduleArguments.has(name))),
  ]);
  return result.ok ? result.source : wrapped;
}

const withNewLine = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

function unfit(why: string): NixaiError {
  return new NixaiError({
    code: 'snippet-unfit',
    what: 'that is no part of a configuration that could be kept',
    why,
    hint: 'definitions (services.nginx.enable = true;) or a whole module',
    exitCode: ExitCode.usage,
  });
}
