import type { View } from '@nixai/api';
import type {
  ExplainedConfiguration,
  ExplainedDefinition,
} from '../explain/explainConfiguration.js';
import { setMarks } from '../explain/sets.js';
import { oneLine, plainLine } from './oneLine.js';

/** Each option of a configuration with what it does, as a person reads it. */
export function renderConfiguration(
  { definitions, faults, optionSet }: ExplainedConfiguration,
  view: View,
): string {
  return [
    ...faults.map((fault) => view.wrap(view.style.warn(`Syntax: ${fault}`))),
    ...definitions.map((one) => renderDefinition(one, view)),
    view.style.dim(view.wrap(`Looked up in ${optionSet}.`)),
  ].join('\n\n');
}

function renderDefinition(definition: ExplainedDefinition, view: View): string {
  const { path, line, value, set, type, description, url, outcome, note } = definition;
  const mark = set === undefined ? '❓' : setMarks[set];
  const head = `${mark} ${view.style.bold(path)} ${view.style.dim(`(line ${line})`)}`;
  const fallback = definition.default && oneLine(definition.default, 40);
  const facts = [
    `= ${oneLine(value, 60)}`,
    type && oneLine(type, 60),
    fallback && `default ${fallback}`,
  ].filter((fact) => fact !== undefined);
  return [
    head,
    view.wrap(facts.join(' · '), 2),
    verdict(definition) && view.wrap(view.style.warn(verdict(definition)), 2),
    outcome === 'found' && note && view.wrap(`${note}.`, 2),
    description && view.wrap(firstParagraph(description), 2),
    url && `  ${view.style.dim(url)}`,
  ]
    .filter((part) => part !== undefined && part !== '' && part !== false)
    .join('\n');
}

function verdict({ outcome, instead, note }: ExplainedDefinition): string {
  const names = instead.join(', ');
  const because = note === undefined ? '' : ` (${note.replace(/\.$/, '')})`;
  switch (outcome) {
    case 'found':
      return '';
    case 'renamed':
      return `It was renamed${because}: use ${names}.`;
    case 'removed':
      return `It was removed${because}.`;
    case 'unknown':
      return `There is no such option.${names === '' ? '' : ` Near it: ${names}.`}`;
    case 'unsure':
      return (
        note ?? 'Not among the options at hand, which are a selection: nixai docs sync gets all.'
      );
  }
}

function firstParagraph(markdown: string): string {
  const paragraph = markdown.trim().split(/\n\s*\n/)[0] ?? '';
  return plainLine(paragraph, 300);
}
