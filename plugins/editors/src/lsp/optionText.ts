import { optionSetNames, type OptionCatalog, type OptionDoc } from '@nixai/api';
import { optionPathText } from '@nixai/nix/quoting';

const longest = 600;

/** What is known of a path, as Markdown; undefined where that is nothing. */
export function pathText(catalog: OptionCatalog, path: readonly string[]): string | undefined {
  const match = catalog.match(path);
  if (match.outcome === 'option') {
    const option = catalog.option(path);
    return option === undefined ? undefined : optionText(option);
  }
  if (match.outcome === 'inside')
    return `\`${optionPathText(path)}\` is a key of \`${match.name}\` (${match.type}), which takes any.`;
  return match.outcome === 'branch' ? branchText(catalog, path) : undefined;
}

/** An option with its type, its default and what it does. */
function optionText(option: OptionDoc): string {
  const { name, set, type, citation, declarations, readOnly } = option;
  const link = citation.url ?? declarations.find(({ url }) => url !== undefined)?.url;
  return [
    `**${name}** · ${optionSetNames[set]}${readOnly ? ' · read-only' : ''}`,
    `Type: ${type}`,
    option.default && fact('Default', option.default),
    option.example && fact('Example', option.example),
    shortened(option.description),
    link && `[Read on](${link})`,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('\n\n');
}

/** A namespace with the options that are nearest to it. */
function branchText(catalog: OptionCatalog, path: readonly string[]): string {
  const shown = 8;
  const below = catalog.below(path, shown + 1);
  const lines = below.slice(0, shown).map(({ name, type }) => `- \`${name}\`: ${type}`);
  return [
    `**${optionPathText(path)}** · ${optionSetNames[catalog.set]}`,
    [...lines, ...(below.length > shown ? ['- and more'] : [])].join('\n'),
  ].join('\n\n');
}

function fact(label: string, code: string): string {
  return code.includes('\n') ? `${label}:\n\n\`\`\`nix\n${code}\n\`\`\`` : `${label}: \`${code}\``;
}

/** The first paragraphs: an editor's window is small, and `explain-option` has all of it. */
function shortened(description: string): string {
  const whole = description.trim();
  if (whole.length <= longest) return whole;
  const end = whole.lastIndexOf('\n\n', longest);
  if (end > 0) return whole.slice(0, end);
  const sentence = whole.slice(0, longest).lastIndexOf('. ');
  return sentence > 0 ? whole.slice(0, sentence + 1) : `${whole.slice(0, longest)} …`;
}
