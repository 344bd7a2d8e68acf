import type { OptionDoc, PackageDoc, Passage } from '@nixai/api';
import type { Hit } from '../relevance/index.js';

/** An option as a passage: what it is, its type and default, and what its manual says. */
export function optionPassage(option: OptionDoc, { score, why }: Hit): Passage {
  const facts = [`Type: ${option.type}`];
  if (option.default !== undefined) facts.push(`Default: ${oneLine(option.default)}`);
  return {
    id: `${option.set}:${option.name}`,
    kind: 'option',
    title: option.name,
    text: `${option.description}\n\n${facts.join('. ')}`,
    score,
    why,
    citation: option.citation,
    options: [option.name],
  };
}

/** A package as a passage. */
export function packagePassage(found: PackageDoc, { score, why }: Hit): Passage {
  const facts = [found.version && `Version: ${found.version}`, found.homepage].filter(Boolean);
  return {
    id: `package:${found.attribute}`,
    kind: 'package',
    title: found.attribute,
    text: `${found.description}\n\n${facts.join('. ')}`.trim(),
    score,
    why,
    citation: found.citation,
    packages: [found.attribute],
  };
}

function oneLine(source: string): string {
  const line = source.replace(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
