import type { JudgedRule, Scan, Scanned } from '../result.js';
import { countsText, sectionsOf, seenText } from './sections.js';
import { exceptionText } from './markdown.js';

const style =
  'body{font:15px/1.5 system-ui;margin:2em auto;max-width:60em;padding:0 1em}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}code{white-space:pre-wrap}';

/** The report as one file that loads nothing. */
export function htmlReport({ rules, count, machines }: Scan): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${text(rules)}</title><style>${style}</style></head>
<body><h1>${text(rules)}</h1>
<p>${count} rules. What nobody could look at is not known, and no pass.</p>
${machines.map(machineHtml).join('\n')}
</body></html>
`;
}

function machineHtml(one: Scanned): string {
  const { open, agreed, undeclared, unknown, kept, outside } = sectionsOf(one);
  const fault =
    one.fault === undefined ? '' : `<p>It could not be asked: ${text(one.fault.what)}</p>`;
  const from = one.configuration ?? `not read (${one.unread ?? 'nothing'})`;
  return [
    `<h2>${text(one.name)}</h2><p>${text(countsText(one))}.</p>${fault}`,
    `<p>Declared: ${text(from)}. Known holes of packages: ${text(one.vulnerabilities)}.</p>`,
    table('Not kept', open),
    table('Agreed to', agreed),
    table('Kept, and declared otherwise', undeclared),
    table('Not known', unknown),
    table('Kept', kept),
    table('Not applicable', outside),
  ].join('\n');
}

const table = (title: string, rules: readonly JudgedRule[]): string =>
  rules.length === 0
    ? ''
    : `<h3>${title}</h3><table><tr><th>severity</th><th>rule</th><th>seen</th><th>mended by</th></tr>
${rules.map(row).join('\n')}</table>`;

const row = (one: JudgedRule): string =>
  `<tr><td>${one.severity}</td><td><code>${text(one.rule)}</code><br>${text(one.title)}<br><small>${text(one.why)}</small></td><td>${text(seenText(one))}${
    one.exception === undefined ? '' : `<br>${text(exceptionText(one.exception))}`
  }</td><td><code>${text(one.fix ?? '')}</code></td></tr>`;

const text = (words: string): string =>
  words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
