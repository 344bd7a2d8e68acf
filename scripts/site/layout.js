// One page as a whole. Its policy lets it load nothing but what lies beside it.
import { Markup, markup } from '../../core/api/dist/page/markup.js';
import { between } from './addresses.js';
import { navigation } from './navigation.js';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

export function layout(page, pages) {
  const to = (path) => between(page.path, path);
  const title = page.path === 'index.html' ? 'nixai' : `${page.title} · nixai`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="${to('assets/icon.svg')}">
<link rel="stylesheet" href="${to('assets/site.css')}">
<script defer src="${to('assets/search.js')}" data-root="${to('index.html').replace('index.html', '')}"></script>
</head>
<body>
<header>
<a class="skip" href="#main">To the text</a>
<a class="home" href="${to('index.html')}">nixai</a>
<a class="to-contents" href="#contents">Contents</a>
<form role="search" hidden><label for="search">Search</label><input id="search" type="search" placeholder="Search" autocomplete="off" spellcheck="false"></form>
</header>
<section id="found" aria-label="Found" hidden><p role="status"></p><ol></ol></section>
<div class="page">
<main id="main">
${new Markup(page.html)}
</main>
${navigation(pages, page)}
</div>
</body>
</html>
`.text;
}
