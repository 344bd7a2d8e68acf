// The page for an address that there is not. It is shown at that very address, of any depth, so it holds
// what it needs, and names the site by the path that it is below.
import { Markup, markup } from '../../core/api/dist/page/markup.js';

/** @param base undefined where nobody has said what path that is: then it leads nowhere, and says where to look. */
export const notFound = (base, style) =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No such page · nixai</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<h1>No such page</h1>
${base === undefined ? nowhere : somewhere(base)}
</main>
</body>
</html>
`.text;

const somewhere = (base) =>
  markup`<p>It may have been renamed. <a href="${base}index.html">The first page</a> names the others and has a
search; <a href="${base}commands/index.html">every command</a> has a page of its own.</p>`;

const nowhere = markup`<p>It may have been renamed. The first page of this documentation names the others and has a
search: shorten the address to where it begins.</p>`;
