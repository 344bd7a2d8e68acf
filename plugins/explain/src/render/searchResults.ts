import type { View } from '@nixai/api';
import type { SearchResult, SearchResults, Snippet } from '../search/results.js';
import { oneLine, plainLine } from './oneLine.js';
import { serviceTable } from './services.js';

/** What a search found: options and packages in tables, then how to use the best of them. */
export function renderSearch(found: SearchResults, view: View): string {
  const options = found.results.filter(({ kind }) => kind === 'option');
  const packages = found.results.filter(({ kind }) => kind === 'package');
  const services = found.results.filter(({ kind }) => kind === 'service');
  const parts = [
    options.length > 0 && section(view, 'Options', optionList(options, view), found.optionSet),
    services.length > 0 && section(view, 'Services', serviceTable(services, view), found.optionSet),
    packages.length > 0 && section(view, 'Packages', packageTable(packages, view)),
    found.homeManager.length > 0 &&
      section(view, 'In Home Manager', optionList(found.homeManager, view)),
    found.snippets.length > 0 && section(view, 'Configuration', snippetText(found.snippets, view)),
    found.practices.length > 0 &&
      section(view, 'Best practice', view.markdown(bullets(found.practices))),
    found.topics.length > 0 && section(view, 'Topics', topicLines(found.topics, view)),
    ...found.notes.map((note) => view.wrap(view.style.dim(note))),
  ].filter((part) => typeof part === 'string' && part !== '');
  if (found.results.length === 0)
    parts.unshift(view.wrap(`Nothing found for “${oneLine(found.query, 100)}”.`));
  return parts.join('\n\n');
}

function section(view: View, title: string, body: string, from?: string): string {
  const source = from === undefined ? '' : `\n${view.style.dim(view.wrap(from))}`;
  return `${view.style.heading(title)}${source}\n${body}`;
}

/** An option takes two lines: long names and types do not fit beside each other. */
function optionList(options: readonly SearchResult[], view: View): string {
  return options
    .map(({ name, type, default: fallback, example, description, why }) => {
      const facts = [
        type && oneLine(type, 60),
        fallback !== undefined && `default ${oneLine(fallback, 40)}`,
        example !== undefined && `for example ${oneLine(example, 40)}`,
      ].filter(Boolean);
      const lines = [view.wrap(`${view.style.bold(name)} ${view.style.dim(`(${why})`)}`)];
      if (facts.length > 0)
        lines.push(`  ${view.style.dim(oneLine(facts.join(' · '), view.width - 2))}`);
      if (description !== '') lines.push(`  ${plainLine(description, view.width - 2)}`);
      return lines.join('\n');
    })
    .join('\n');
}

function packageTable(packages: readonly SearchResult[], view: View): string {
  const rows = packages.map(({ name, version, description, why, unfree, broken }) => {
    const marks = [unfree === true && 'unfree', broken === true && 'broken'].filter(Boolean);
    const text = [plainLine(description), ...marks.map((mark) => `(${mark as string})`)];
    return [name, version ?? '', text.join(' ').trim(), why];
  });
  const columns = [
    { title: 'Package' },
    { title: 'Version' },
    { title: 'Description', flexible: true },
    { title: 'Found by' },
  ];
  // The handbook names packages without more.
  const shown = (_: unknown, at: number) => rows.some((row) => row[at] !== '');
  return view.table(
    columns.filter(shown),
    rows.map((row) => row.filter(shown)),
  );
}

function snippetText(snippets: readonly Snippet[], view: View): string {
  return snippets
    .map(
      ({ where, code, source }) =>
        `${view.wrap(`${where} ${view.style.dim(`(${source})`)}`)}\n${view.code(code, 'nix')}`,
    )
    .join('\n\n');
}

function topicLines(topics: readonly SearchResult[], view: View): string {
  return topics
    .map(
      ({ name, description }) =>
        `- ${view.style.bold(name)}\n${view.wrap(plainLine(description, 150), 2)}`,
    )
    .join('\n');
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${oneLine(line)}`).join('\n');
}
