import type { View } from '@nixai/api';
import type { Service, ServiceExamples, ServiceSearch } from '../search/services.js';
import { oneLine, plainLine } from './oneLine.js';

/** Services in a table. */
export function renderServices({ query, services, optionSet }: ServiceSearch, view: View): string {
  if (services.length === 0)
    return view.wrap(`No service found for “${oneLine(query, 100)}” in ${optionSet}.`);
  return serviceTable(services, view);
}

/** Modules that can be switched on, with how many options each has. */
export function serviceTable(
  services: readonly Pick<Service, 'name' | 'options' | 'description'>[],
  view: View,
): string {
  return view.table(
    [
      { title: 'Service' },
      { title: 'Options', align: 'right' },
      { title: 'Description', flexible: true },
    ],
    services.map(({ name, options, description }) => [
      name,
      options === undefined ? '' : String(options),
      plainLine(description, 160),
    ]),
  );
}

/** A service's examples, from the smallest on. */
export function renderServiceExamples(found: ServiceExamples, view: View): string {
  const { service, examples, checks, pitfalls } = found;
  return [
    `${view.style.heading(service.name)}\n${view.wrap(plainLine(service.description))}`,
    ...examples.map(
      ({ title, code, source }) =>
        `${view.wrap(`${title} ${view.style.dim(`(${source})`)}`)}\n${view.code(code.trim(), 'nix')}`,
    ),
    list(view, 'See that it works', checks),
    list(view, 'Pitfalls', pitfalls),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function list(view: View, title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const text = lines.map((line) => `- ${oneLine(line)}`).join('\n');
  return `${view.style.heading(title)}\n${view.markdown(text)}`;
}
