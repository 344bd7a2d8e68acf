import type { OptionDoc, OptionSet, PackageDoc } from '@nixai/api';
import { cleanText } from '../format/cleanText.js';
import { branchOf, declarationOf } from '../format/declaration.js';
import type { Document } from './client.js';

const site = 'https://search.nixos.org';

/** A package as the site has it; undefined if the document is none. */
export function packageOf(document: Document, branch: string): PackageDoc | undefined {
  const attribute = textOf(document['package_attr_name']);
  if (attribute === undefined) return undefined;
  const licenses = listOf(document['package_license_set'] ?? document['package_license']);
  const channel = branch.replace(/^nixos-/, '');
  return {
    attribute,
    name: textOf(document['package_pname']) ?? attribute,
    version: textOf(document['package_pversion']) ?? '',
    description: [clean(document['package_description']), flakeOf(document)].join(' ').trim(),
    homepage: listOf(document['package_homepage']).find((url) => /^https?:/.test(url)),
    licenses,
    unfree: licenses.some((name) => /unfree/i.test(name)),
    broken: document['package_broken'] === true,
    mainProgram: textOf(document['package_mainProgram']),
    citation: {
      source: 'nixos-search',
      title: `Package ${attribute}`,
      section: branch,
      url: `${site}/packages?channel=${channel}&show=${encodeURIComponent(attribute)}`,
    },
  };
}

/** An option as the site has it; undefined if the document is none. */
export function optionOf(
  document: Document,
  set: OptionSet,
  branch: string,
): OptionDoc | undefined {
  const name = textOf(document['option_name']);
  if (name === undefined) return undefined;
  const declared = textOf(document['option_source']);
  const channel = branch.replace(/^nixos-/, '');
  return {
    name,
    set,
    type: textOf(document['option_type']) ?? 'unspecified value',
    default: sourceText(document['option_default']),
    example: sourceText(document['option_example']),
    description: clean(document['option_description']),
    readOnly: false,
    declarations: declared === undefined ? [] : [declarationOf(declared, set, branchOf(branch))],
    citation: {
      source: 'nixos-search',
      title: `Option ${name}`,
      section: branch,
      url: `${site}/options?channel=${channel}&show=${encodeURIComponent(name)}`,
    },
  };
}

/** Where a package is from that nixpkgs does not have: `(flake github:owner/repo)`. */
function flakeOf(document: Document): string {
  const flake = document['flake_resolved'] as Record<string, unknown> | null | undefined;
  const [type, owner, repo] = [flake?.['type'], flake?.['owner'], flake?.['repo']].map(textOf);
  if (type !== undefined && owner !== undefined && repo !== undefined)
    return `(flake ${type}:${owner}/${repo})`;
  const url = textOf(flake?.['url']);
  return url === undefined ? '' : `(flake ${url})`;
}

/** Descriptions come as Markdown, or rendered to HTML inside an element of the site's own. */
function clean(value: unknown): string {
  return cleanText((textOf(value) ?? '').replace(/<\/?rendered-(?:html|docbook)>/g, ''));
}

/** Defaults come as Nix source, or the same rendered to HTML. */
function sourceText(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || !/^\s*<rendered-/.test(text)) return text;
  const plain = clean(text).replace(/^```\n?|\n?```$/g, '');
  return plain.replace(/^`(.*)`$/s, '$1').trim();
}

function listOf(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => {
    if (typeof one === 'string' && one !== '') return [one];
    const named = one as { fullName?: unknown; spdxId?: unknown } | null | undefined;
    return textOf(named?.fullName) ?? textOf(named?.spdxId) ?? [];
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
