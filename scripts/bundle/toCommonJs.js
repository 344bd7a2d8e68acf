// Turns the files of a bundle, which esbuild can only cut into pieces as ES modules, into CommonJS.
// Node finds, links and runs a CommonJS file in a third of the time, and its compiled code can be
// kept (docs/decisions/0006-start.md has the figures).
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse } from 'acorn';
import { transform } from 'esbuild';

/** Code that is kept compiled can't import by itself: it has lost which file it is from. */
const importer = 'importFile.cjs';

/**
 * Each file begins with a comment that is its own mark, by which the code that is kept for it is told
 * from that of another text; without a mark nothing is kept.
 * @param folder the bundle: ES modules with the ending `.cjs`, of which each is written anew.
 */
export async function toCommonJs(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.cjs')) continue;
    const file = join(folder, name);
    const { text, imports } = withoutImports(readFileSync(file, 'utf8'));
    const { code } = await transform(text, {
      sourcefile: file,
      format: 'cjs',
      legalComments: 'eof',
      minifySyntax: true,
      minifyWhitespace: true,
      platform: 'node',
      target: 'node20.19',
    });
    const head = imports ? `const __import=require(${importerFrom(folder, file)});` : '';
    const mark = createHash('sha256').update(head).update(code).digest('hex').slice(0, 16);
    writeFileSync(file, `/*${mark}*/${head}${code}`);
  }
  writeFileSync(join(folder, importer), 'module.exports = (url) => import(url);\n');
}

const importerFrom = (folder, file) =>
  JSON.stringify(`${relative(dirname(file), folder) || '.'}/${importer}`);

/** A module whose later imports are calls, and which knows its own address without `import.meta`. */
function withoutImports(source) {
  const edits = [];
  let imports = false;
  visit(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }), (node) => {
    if (node.type === 'MetaProperty') edits.push([node.start, node.end, importMeta]);
    if (node.type !== 'ImportExpression') return;
    const { start, end, source: target } = node;
    if (typeof target.value === 'string' && target.value.startsWith('.'))
      edits.push([start, end, `Promise.resolve().then(()=>require(${target.raw}))`]);
    else {
      imports = true;
      edits.push([start, start + 'import'.length, '__import']);
    }
  });
  let text = source;
  for (const [start, end, replacement] of edits.sort((a, b) => b[0] - a[0]))
    text = `${text.slice(0, start)}${replacement}${text.slice(end)}`;
  return { text, imports };
}

/** What our modules use of `import.meta`. */
const importMeta =
  '{get url(){return require("node:url").pathToFileURL(__filename).href},' +
  'resolve:id=>require("node:url").pathToFileURL(require.resolve(id)).href}';

function visit(node, look) {
  look(node);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child?.type === 'string') visit(child, look);
}
