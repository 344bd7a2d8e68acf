import { docs, type Host } from '@nixai/api';
import { leavesOf, parse, pathText } from '@nixai/nix';
import type { PreparedTemplate } from '../templates/prepare.js';

/** A page about a template, as Markdown. */
export async function documentOf(host: Host, prepared: PreparedTemplate): Promise<string> {
  const { id, title, description, kind, category, tags, version, from, variables, missing } =
    prepared;
  const { features, requires, notes, next, nix } = prepared;
  const about = [
    `- Template: \`${id}\` (${kind}), version ${version}`,
    `- Category: ${[category, ...tags].join(', ')}`,
    ...(from === undefined ? [] : [`- NixOS ${from} and later`]),
  ];
  return `${[
    `# ${title}`,
    description,
    about.join('\n'),
    section('What it brings', features),
    section('What it needs', requires),
    variables.length === 0
      ? ''
      : `## Variables\n\n| Name | Type | Default | What it is |\n| --- | --- | --- | --- |\n${variables
          .map(
            ({ name, type, value, description: what }) =>
              `| \`${name}\` | ${type} | ${missing.includes(name) ? 'to be given' : `\`${JSON.stringify(value)}\``} | ${cell(what)} |`,
          )
          .join('\n')}`,
    await options(host, prepared),
    `## The Nix\n\n\`\`\`nix\n${nix.trimEnd()}\n\`\`\``,
    section('To know', notes),
    section('Afterwards', next),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');

/** Each option with its type and its first sentence, where an option set is at hand. */
async function options(host: Host, { kind, nix }: PreparedTemplate): Promise<string> {
  if (kind === 'flake') return '';
  const engine = await host.optional(docs);
  const paths = [...new Set(leavesOf(parse(nix).tree).map(({ names }) => pathText(names)))];
  const rows = await Promise.all(
    paths.map(async (path) => {
      const found = await engine?.option(path, kind).catch(() => undefined);
      if (found?.outcome !== 'found') return `| \`${path}\` | | |`;
      const { type, description } = found.option;
      const sentence = /^.*?[.!?](?=\s|$)/s.exec(description.trim())?.[0] ?? description;
      return `| \`${path}\` | ${cell(type)} | ${cell(sentence)} |`;
    }),
  );
  return rows.length === 0
    ? ''
    : `## Options\n\n| Option | Type | What it is |\n| --- | --- | --- |\n${rows.join('\n')}`;
}
