// Which page of the site a file of the repository becomes, and what a link between two files is there.
import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The page that a file becomes: pages of docs/ stand at the top, others that they name below more/. */
export function pageOf(source) {
  const place = source.startsWith('docs/') ? source.slice(5) : `more/${source}`;
  return place.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html');
}

/** The address of a page as another page names it, so that the site works wherever it is put. */
export const between = (from, to) => posix.relative(posix.dirname(from), to);

/**
 * Turns links of Markdown into links of the site, and remembers what they need.
 * @param readme how the README's headings are shared out: which page has an anchor.
 */
export function createAddresses(root, readme) {
  const pages = new Set();
  const files = new Set();
  const dead = [];

  function placeOf(target, fragment) {
    if (target === 'README.md') return readme(fragment);
    const path = join(root, target);
    if (!existsSync(path)) return undefined;
    if (statSync(path).isDirectory()) {
      const own = posix.join(target, 'README.md');
      if (existsSync(join(root, own))) return placeOf(own);
      // A folder of pages without one of its own has a list of them.
      return target.startsWith('docs/') ? pageOf(posix.join(target, 'README.md')) : undefined;
    }
    if (target.endsWith('.md')) {
      pages.add(target);
      return pageOf(target);
    }
    files.add(target);
    return `files/${target}`;
  }

  return {
    /** What pages named: Markdown that becomes pages as well, and files that are copied. */
    pages,
    files,
    /** Links to what there is not. */
    dead,
    /** @param source the file that the link stands in; @param page what that became. */
    of(source, page, href) {
      if (/^(?:https?:|mailto:)/.test(href)) return href;
      const [path, fragment] = href.split('#');
      const target = path === '' ? source : posix.join(posix.dirname(source), path);
      const place = placeOf(target.replace(/\/$/, ''), fragment);
      if (place === undefined) {
        dead.push(`${source}: ${href}`);
        return href;
      }
      const hash = fragment === undefined ? '' : `#${fragment}`;
      return place === page && hash !== '' ? hash : `${between(page, place)}${hash}`;
    },
  };
}
