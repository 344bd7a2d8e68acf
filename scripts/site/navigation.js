// What stands beside every page: the parts of the site, and what is on the page that is open.
import { markup } from '@nixai/api/page';
import { between } from './addresses.js';

const parts = ['Start', 'Guides', 'Commands', 'Plugins', 'Work on nixai'];

/** By title, but the page of a whole part before the others of it. */
const firstPagesFirst = (one, other) =>
  isFirst(other) - isFirst(one) || one.title.localeCompare(other.title, 'en');

const isFirst = ({ path }) => path === 'plugins/index.html' || path === 'commands/index.html';

/**
 * Those pages of a part that are named beside a page. Of commands and decisions, of which there are many, the
 * list, and the family that is open.
 */
const shown = (pages, part, open) =>
  pages
    .filter((page) => page.part === part)
    .filter(({ family }) => family === undefined || family === open.family)
    .toSorted(part === 'Start' ? () => 0 : firstPagesFirst);

const onPage = ({ headings }) => {
  const seconds = headings.filter(({ depth }) => depth === 2);
  return seconds.length < 2
    ? ''
    : markup`<ul>${seconds.map(({ id, text }) => markup`<li><a href="#${id}">${text}</a></li>`)}</ul>`;
};

const item = (page, open) =>
  page === open
    ? markup`<li><a href="${between(open.path, page.path)}" aria-current="page">${page.title}</a>${onPage(page)}</li>`
    : markup`<li><a href="${between(open.path, page.path)}">${page.title}</a></li>`;

export const navigation = (pages, open) =>
  markup`<nav id="contents" aria-label="Contents">${parts.map(
    (part) => markup`<section><h2>${part}</h2>
      <ul>${shown(pages, part, open).map((page) => item(page, open))}</ul></section>`,
  )}</nav>`;
