import type { View } from '@nixai/api';
import { firstVersion, type PreparedTemplate } from '../templates/prepare.js';
import type { Category, TemplateLine } from '../templates/select.js';
import { lookedUp } from './lookedUp.js';

/** Templates in a table. */
export function renderTemplates(templates: readonly TemplateLine[], view: View): string {
  if (templates.length === 0) return 'No template found.';
  return view.table(
    [
      { title: 'Template' },
      { title: 'Kind' },
      { title: 'Category' },
      { title: 'Title', flexible: true },
    ],
    templates.map(({ id, kind, category, title }) => [id, kind, category, title]),
  );
}

/** Categories and what is in each. */
export function renderCategories(categories: readonly Category[], view: View): string {
  if (categories.length === 0) return 'No template found.';
  return view.table(
    [{ title: 'Category' }, { title: 'Templates', flexible: true }],
    categories.map(({ category, templates }) => [category, templates.join(', ')]),
  );
}

/** A template, its variables, the Nix it makes, and what the checker says of that. */
export function renderTemplate(prepared: PreparedTemplate, view: View): string {
  const { id, pack, origin, title, description, kind, category, tags, nix } = prepared;
  const about = view.pairs([
    ['template', `${pack}/${id} (${origin})`],
    ['kind', kind],
    ['category', [category, ...tags].join(', ')],
    ...(prepared.version === firstVersion ? [] : [['version', prepared.version] as const]),
    ...(prepared.from === undefined
      ? []
      : [['releases', `NixOS ${prepared.from} and later`] as const]),
  ]);
  return [
    `${view.style.heading(title)}\n${view.wrap(description)}`,
    about,
    points('It brings', prepared.features, view),
    points('It needs', prepared.requires, view),
    renderVariables(prepared, view),
    view.code(nix.trimEnd(), 'nix'),
    renderCheck(prepared, view),
    points(
      'Its rules (--compliance-check)',
      (prepared.compliance ?? []).map(({ about }) => about),
      view,
    ),
    points('To know', prepared.notes, view),
    points('Afterwards', prepared.next, view),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function points(title: string, lines: readonly string[], view: View): string {
  if (lines.length === 0) return '';
  return [`${title}:`, ...lines.map((line) => view.wrap(`- ${line}`, 2))].join('\n');
}

function renderVariables({ variables, missing }: PreparedTemplate, view: View): string {
  return view.table(
    [{ title: 'Variable' }, { title: 'Value' }, { title: 'What it is', flexible: true }],
    variables.map(({ name, value, description }) => [
      name,
      value === undefined
        ? 'has to be given'
        : `${JSON.stringify(value)}${missing.includes(name) ? ' (an example)' : ''}`,
      description,
    ]),
  );
}

function renderCheck({ check, missing }: PreparedTemplate, view: View): string {
  const lines = check.findings.map(
    ({ severity, line, message }) => `${severity}, line ${line}: ${message}`,
  );
  const wrong = check.findings.some(({ severity }) => severity === 'error');
  if (!wrong) lines.push(lookedUp(check).replace(/^it/, 'It'));
  if (missing.length > 0) lines.push(`To be given: ${missing.join(', ')} (--set NAME=VALUE).`);
  return lines.map((line) => view.wrap(line)).join('\n');
}
