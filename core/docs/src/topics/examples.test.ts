import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadHandbook } from './index.js';

/** Runs Nix itself on an expression; `undefined` where there is no Nix. */
function evaluate(expression: string): { readonly out: string; readonly err: string } | undefined {
  const { error, stdout, stderr } = spawnSync(
    'nix-instantiate',
    ['--eval', '--strict', '-E', expression],
    { encoding: 'utf8' },
  );
  return error === undefined ? { out: stdout.trim(), err: stderr } : undefined;
}

/** Nixpkgs' own functions, where Nixpkgs is at hand: `NIXAI_NIXPKGS=/path/to/nixpkgs`. */
const lib = [join(process.env['NIXAI_NIXPKGS'] ?? '/nonexistent', 'lib')].find(existsSync);

const examples = loadHandbook().topics.flatMap(({ id, snippets }) =>
  snippets
    .filter(({ where, code }) => where === 'nix' && code.includes('# =>'))
    .map(({ code }) => ({ id, code })),
);

/** The attributes that a comment tells the value of: `a = 1 + 2; # => 3`. */
const told = (code: string) =>
  [...code.matchAll(/^\s*([a-z]\w*) = .*?# => (.*)$/gm)].map(([, name = '', value = '']) => ({
    name,
    value,
  }));

describe('the examples of the language', () => {
  it('are there', () => {
    expect(examples.flatMap(({ code }) => told(code)).length).to.be.at.least(40);
  });

  for (const { id, code } of examples)
    it(`have the values that ${id} tells`, function () {
      if (/\blib\./.test(code) && lib === undefined) return this.skip();
      const equal = told(code).map(
        ({ name, value }) => `{ name = "${name}"; is = it.${name} == (${value}); }`,
      );
      const wrong = `map (x: x.name) (builtins.filter (x: !x.is) [ ${equal.join(' ')} ])`;
      const result = evaluate(
        `let lib = import ${lib ?? '"no lib"'}; it = (\n${code}\n); in ${wrong}`,
      );
      if (result === undefined) return this.skip();
      expect(result.out, result.err).to.equal('[ ]');
    });
});
