// A site as a person meets it: below a path of a server of this machine, in a browser, at several widths.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { axeText, countRequests, domOf, schemeFlag } from './chromium.js';

const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };
types['.svg'] = 'image/svg+xml';

/** Serves files, and the page for what there is not, as servers of files do. */
function serve(folder, below, trial) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://here');
    const send = (status, type, body) =>
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body);
    if (pathname === '/trial.html')
      return send(200, 'text/html', '<!doctype html><script src="trial.js"></script>');
    if (pathname === '/trial.js') return send(200, 'text/javascript', trial);
    if (pathname === '/axe.js') return send(200, 'text/javascript', axeText());
    const file = join(folder, pathname.slice(below.length));
    const isThere = pathname.startsWith(below) && existsSync(file) && statSync(file).isFile();
    if (!isThere) return send(404, 'text/html', readFileSync(join(folder, '404.html')));
    send(200, types[extname(file)] ?? 'application/octet-stream', readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** What the trial does in the browser: opens each page in a frame, and tells what it sees. */
async function look({ below, paths, width, questions }) {
  const seen = { pages: {}, found: {} };
  let frame;
  /** A frame with a page, in the place of the one before. */
  const open = (what) =>
    new Promise((resolve) => {
      frame?.remove();
      frame = document.createElement('iframe');
      frame.style.cssText = `width:${width}px;height:900px;border:0`;
      frame.onload = () => resolve(frame.contentDocument);
      Object.assign(frame, what);
      document.body.append(frame);
    });
  const withAxe = (page) =>
    new Promise((resolve, reject) => {
      const script = page.createElement('script');
      script.src = '/axe.js';
      script.onload = () => resolve(page);
      script.onerror = reject;
      page.head.append(script);
    });
  /** A page that runs no script at all is looked at without its policy. */
  const withoutPolicy = ({ documentElement }) =>
    open({ srcdoc: documentElement.outerHTML.replace(/<meta http-equiv[^>]*>/, '') });
  for (const path of paths) {
    const opened = await open({ src: below + path });
    const page = await withAxe(opened).catch(async () => withAxe(await withoutPolicy(opened)));
    const { violations, passes } = await frame.contentWindow.axe.run();
    seen.pages[path] = {
      told: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      passed: passes.map(({ id }) => id),
      overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
      ground: frame.contentWindow.getComputedStyle(page.body).backgroundColor,
    };
  }
  const page = await open({ src: `${below}index.html` });
  const field = page.querySelector('input');
  const found = page.querySelector('#found');
  for (const question of questions) {
    found.hidden = true;
    field.focus();
    field.value = question;
    field.dispatchEvent(new frame.contentWindow.Event('input'));
    while (found.hidden) await new Promise((resolve) => setTimeout(resolve, 20));
    seen.found[question] = {
      status: found.querySelector('p').textContent,
      links: [...found.querySelectorAll('a')].map((link) => link.getAttribute('href')),
    };
  }
  document.documentElement.dataset.seen = encodeURIComponent(JSON.stringify(seen));
}

const seenIn = (dom) => {
  const [, said] = /data-seen="([^"]+)"/.exec(dom) ?? [];
  if (said === undefined) throw new Error('the trial of the site did not come to its end');
  return JSON.parse(decodeURIComponent(said));
};

/** @returns what axe says of each page, what each question finds, and how often something beyond was asked. */
export async function lookAtSite(folder, { below, dark, ...rest }) {
  const given = JSON.stringify({ below, ...rest });
  const trial = `${look}\naddEventListener('load', () => look(${given}));`;
  const server = await serve(folder, below, trial);
  const address = `http://127.0.0.1:${server.address().port}/trial.html`;
  try {
    const { asked, seen } = await countRequests((proxied) =>
      domOf(address, [schemeFlag(dark), proxied]),
    );
    return { ...seenIn(seen), asked };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
