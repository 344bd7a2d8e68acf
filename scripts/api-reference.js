#!/usr/bin/env node
// Writes docs/plugins/api.md out of the docstrings of @nixai/api: api-reference.js [--check]
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');
const target = join(root, 'docs/plugins/api.md');

/** The declaration files that an index re-exports, in its order; nested ones in their place. */
function filesOf(index) {
  const source = readFileSync(index, 'utf8');
  const names = [...source.matchAll(/from '(\.[^']+)\.js'/g)].map(([, name]) => name);
  return names.flatMap((name) => {
    const file = join(dirname(index), `${name}.d.ts`);
    return basename(file) === 'index.d.ts' ? filesOf(file) : [file];
  });
}

/** The names that `export { … } from` lists; undefined for `export *`. */
function namesOf(index) {
  const source = readFileSync(index, 'utf8');
  const lists = [...source.matchAll(/export \{([^}]*)\} from/g)].map(([, list]) => list);
  const names = lists.flatMap((list) =>
    list.split(',').map((one) => one.replace(/\btype\b/, '').trim()),
  );
  return names.length > 0 ? names : undefined;
}

/** Each exported declaration of a file: its name, its docstring and its text. */
function declarations(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  return source.statements.flatMap((node) => {
    const isExported = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const name = (node.name ?? node.declarationList?.declarations[0]?.name)?.text;
    if (!isExported || name === undefined) return [];
    const doc = (node.jsDoc ?? []).map((one) => plainDoc(one.getText(source))).join('\n\n');
    const text = inOrder(node.getText(source).replace(/^export (declare )?/, ''));
    return [{ name, doc, text }];
  });
}

/** Words of a union that the compiler wrote, which has them in the order in which it met them. */
function inOrder(text) {
  const words = /"[^"\n]*"(?: \| "[^"\n]*")+/g;
  return text.replace(words, (union) => union.split(' | ').sort().join(' | '));
}

/** A docstring without its stars; an example as a block, other tags as list items. */
function plainDoc(comment) {
  const lines = comment.replace(/^\/\*\*|\*\/$/g, '').split('\n');
  const text = lines
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim();
  return text
    .replace(/^@example\n([^]*)$/m, '\n```ts\n$1\n```')
    .replace(
      /^@(throws|returns) /gm,
      (_, tag) => `\n- ${tag === 'throws' ? 'Throws' : 'Returns'}: `,
    )
    .replace(/^@param (\S+) /gm, '\n- `$1`: ')
    .replace(/\{@link (\w+)\}/g, '`$1`');
}

function chapter(title, index) {
  const wanted = namesOf(index);
  const found = filesOf(index).flatMap(declarations);
  const listed = found.filter(({ name }) => wanted === undefined || wanted.includes(name));
  // Overloads stand together.
  const groups = grouped(listed);
  const sections = [...groups].map(([name, all]) => {
    const doc = all.map((one) => one.doc).filter((text) => text !== '')[0] ?? '';
    const code = all.map(({ text }) => text).join('\n');
    return `### ${name}\n\n${doc}\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
  });
  return `## ${title}\n\n${sections.join('\n')}`;
}

function grouped(all) {
  const groups = new Map();
  for (const one of all) groups.set(one.name, [...(groups.get(one.name) ?? []), one]);
  return groups;
}

const dist = join(root, 'core/api/dist');
const text = [
  '# The api, name by name',
  'Written by `npm run docs:api` out of the docstrings; do not edit it here.',
  chapter('`@nixai/api`', join(dist, 'index.d.ts')),
  chapter('`@nixai/api/page`', join(dist, 'page/index.d.ts')),
  chapter('`@nixai/api/testing`', join(dist, 'testing/index.d.ts')),
].join('\n\n');
const options = await resolveConfig(target);
const written = await format(text, { ...options, parser: 'markdown' });
if (!process.argv.includes('--check')) writeFileSync(target, written);
else if (readFileSync(target, 'utf8') !== written) {
  process.stderr.write('docs/plugins/api.md is out of date: npm run docs:api\n');
  process.exitCode = 1;
}
