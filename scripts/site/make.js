// The whole site, into a folder.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pageStyle } from '../../core/api/dist/page/style.js';
import { commandPages, commandsBelow } from './commands.js';
import { guidePages } from './guides.js';
import { layout } from './layout.js';
import { notFound } from './notFound.js';
import { searchIndex, searchScript } from './search.js';

const assets = join(import.meta.dirname, 'assets');

/** A file that says: this folder was made here, and may be made anew. */
const mark = '.nixai-site';

function empty(folder) {
  if (existsSync(folder) && !existsSync(join(folder, mark)))
    throw new Error(`${folder} is there, and is no site that was made here; name another folder`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, mark), '');
}

/**
 * @param base the path of the server below which the site will stand; only the page for what there is not
 * needs it, and does without links where it is undefined.
 * @returns how many pages there are, and their size.
 */
export function makeSite(root, folder, base) {
  const guides = guidePages(root);
  const commands = commandPages(root);
  const withCommands = guides.pages.map((page) => ({
    ...page,
    html: page.html + commandsBelow(page, commands),
  }));
  const pages = [...withCommands, ...commands];
  const style = readFileSync(join(assets, 'site.css'), 'utf8');
  empty(folder);
  let bytes = 0;
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    bytes += Buffer.byteLength(text);
  };
  for (const page of pages) write(page.path, layout(page, pages));
  write('404.html', notFound(base, pageStyle));
  write('assets/site.css', `${pageStyle}\n${style}`);
  write('assets/icon.svg', readFileSync(join(assets, 'icon.svg'), 'utf8'));
  write('assets/search.js', searchScript());
  write('assets/index.js', searchIndex(pages));
  for (const file of guides.files) {
    mkdirSync(dirname(join(folder, 'files', file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, 'files', file));
  }
  return { pages: pages.length + 1, bytes };
}
