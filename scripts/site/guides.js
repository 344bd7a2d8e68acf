// The pages that are written as Markdown: those of docs/, the README in two, and what they name.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markup } from '@nixai/api/page';
import { between, createAddresses, pageOf } from './addresses.js';
import { anchorsOf, renderMarkdown } from './markdown.js';

/** Pages for whoever works on nixai; every other one at the top is a guide. */
const work =
  /^docs\/(?:adding|architecture|ask|glossary|maintaining|search|testing|topics)\.md$|^docs\/decisions\/|^(?!docs\/)/;

function partOf(source) {
  if (source.startsWith('docs/plugins/')) return 'Plugins';
  return work.test(source) ? 'Work on nixai' : 'Guides';
}

/** Where the README's first screen ends, and what the program prints begins. */
const split = '\n## Ask\n';

function readmeParts(root) {
  const text = readFileSync(join(root, 'README.md'), 'utf8');
  const at = text.indexOf(split);
  if (at < 0) throw new Error('README.md has no heading "Ask", at which its first screen ends');
  return { first: text.slice(0, at), rest: `# In use\n${text.slice(at)}` };
}

/**
 * @returns pages (`path`, `title`, `part`, `html`, `headings`, `sections`), and the files that they show
 * or name, as places in the repository.
 */
export function guidePages(root) {
  const { first, rest } = readmeParts(root);
  const ofFirst = new Set(anchorsOf(first));
  const addresses = createAddresses(root, (fragment) =>
    fragment === undefined || ofFirst.has(fragment) ? 'index.html' : 'in-use.html',
  );
  const made = (source, path, part, text) => {
    const rendered = renderMarkdown(text, (href) => addresses.of(source, path, href));
    const family = path.startsWith('decisions/') ? 'decisions' : undefined;
    return { path, part, family, title: rendered.headings[0]?.text ?? path, ...rendered };
  };
  const pages = [
    { ...made('README.md', 'index.html', 'Start', first), title: 'What nixai is' },
    made('README.md', 'in-use.html', 'Start', rest),
  ];
  for (const name of readdirSync(join(root, 'docs'), { recursive: true }))
    if (name.endsWith('.md')) addresses.pages.add(`docs/${name}`);
  // A page may name another, which is added to the set while it is gone through.
  for (const source of addresses.pages) {
    const text = readFileSync(join(root, source), 'utf8');
    pages.push(made(source, pageOf(source), partOf(source), text));
  }
  if (addresses.dead.length > 0)
    throw new Error(`links to what there is not:\n${addresses.dead.join('\n')}`);
  return { pages: [...pages, decisionList(pages)], files: [...addresses.files] };
}

/** docs/decisions has no page of its own: its list. */
function decisionList(pages) {
  const path = 'decisions/index.html';
  const decisions = pages.filter((page) => page.path.startsWith('decisions/'));
  decisions.sort((one, other) => (one.path < other.path ? -1 : 1));
  const items = decisions.map(
    (page) => markup`<li><a href="${between(path, page.path)}">${page.title}</a></li>`,
  );
  return {
    ...{ path, part: 'Work on nixai', title: 'Decisions', headings: [], sections: [] },
    html: markup`<h1>Decisions</h1><p>Why something is as it is, and what was measured.</p><ul>${items}</ul>`
      .text,
  };
}
