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
    const { code: eager } = await transform(text, {
      // As Node imports a CommonJS package: its default is all that it exports.
      sourcefile: file.replace(/cjs$/, 'mjs'),
      format: 'cjs',
      legalComments: 'eof',
      minifySyntax: true,
      minifyWhitespace: true,
      platform: 'node',
      target: 'node20.19',
    });
    const code = lateRequires(eager);
    const head = imports ? `const __import=require(${importerFrom(folder, file)});` : '';
    const mark = createHash('sha256').update(head).update(code).digest('hex').slice(0, 16);
    writeFileSync(file, escaped(`/*${mark}*/${head}${code}`));
  }
  writeFileSync(join(folder, importer), importerText);
}

/** As ASCII, which is read three times as fast: what esbuild leaves is in expressions and comments. */
const escaped = (code) =>
  code.replace(
    /[\u0080-\uffff]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A CommonJS file, which a bundle of ours is, needs nothing of the loader of ES modules. */
const importerText = `'use strict';
const isCommonJs = (id) => id.startsWith('file:') && id.endsWith('.cjs');
const load = async (url) => require(process.getBuiltinModule('node:url').fileURLToPath(url));
module.exports = (id) => (isCommonJs(id) ? load(id) : import(id));
`;

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
  return { text: edited(source, edits), imports };
}

/**
 * Each file of the bundle, and each module of Node's own, is loaded where something of it is first
 * used: half of what a command's files ask for it never comes to.
 */
function lateRequires(code) {
  const tree = parse(code, { ecmaVersion: 'latest', sourceType: 'script' });
  const late = new Map();
  for (const { type, declarations } of tree.body)
    if (type === 'VariableDeclaration')
      for (const { id, init } of declarations)
        if (isRequire(init)) late.set(id.name, { init, text: code.slice(init.start, init.end) });
  const edits = [...late.values()].map(({ init }) => [init.start, init.end, 'void 0']);
  visit(tree, (node) => {
    const { object } = node;
    if (node.type === 'MemberExpression' && late.has(object.name))
      edits.push([object.start, object.end, `(${object.name}??=${late.get(object.name).text})`]);
  });
  return edited(code, edits);
}

const isRequire = (node) =>
  node?.type === 'CallExpression' &&
  node.callee.name === 'require' &&
  /^(node:|\.)/.test(node.arguments[0].value);

function edited(source, edits) {
  let text = source;
  for (const [start, end, replacement] of edits.sort((a, b) => b[0] - a[0]))
    text = `${text.slice(0, start)}${replacement}${text.slice(end)}`;
  return text;
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
