import { optionSetNames, type OptionDoc, type OptionSet } from '@nixai/api';
import { wordsOf, type Index, type IndexEntry } from '../index/index.js';
import { branchOf, declarationOf } from './format/declaration.js';
import type { ParsedOption } from './format/optionFile.js';

type OptionBody = Omit<ParsedOption, 'name' | 'type'>;

/** An option as the index keeps it. */
export function optionEntry({ name, type, ...body }: ParsedOption): IndexEntry {
  // A question has some of its words in the name and some in the description.
  const text = [...wordsOf(name), body.description, body.relatedPackages ?? ''].join(' ');
  return { name, type, body, text };
}

/** An option as the index gives it back. */
export function optionDoc(index: Index, id: number): OptionDoc {
  const { meta } = index;
  const set = meta.content as OptionSet;
  const name = index.names.at(id);
  const body = index.body<OptionBody>(id, ['description', 'declarations', 'readOnly']);
  const branch = branchOf(meta.release);
  return {
    name,
    set,
    type: index.typeOf(id),
    default: body.default,
    example: body.example,
    description: body.description,
    readOnly: body.readOnly,
    declarations: body.declarations.map((one) => declarationOf(one, set, branch)),
    citation: {
      source: meta.source,
      title: `${optionSetNames[set]} option ${name}`,
      section: meta.release,
      url: manualUrl(set, name, meta.manual ?? meta.release),
    },
  };
}

/** The option's place in its manual; anchors write placeholders as `_name_`. */
function manualUrl(set: OptionSet, name: string, release: string | undefined): string {
  const anchor = name.replace(/[<>*?"\s]/g, '_');
  if (set === 'home-manager')
    return `https://nix-community.github.io/home-manager/options.xhtml#opt-${anchor}`;
  if (set === 'nix-darwin') return `https://nix-darwin.github.io/nix-darwin/manual/#opt-${anchor}`;
  const version = /stable|\d\d\.\d\d/.exec(release ?? '')?.[0] ?? 'unstable';
  return `https://nixos.org/manual/nixos/${version}/options#opt-${anchor}`;
}
