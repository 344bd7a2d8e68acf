import type { PackageDoc } from '@nixai/api';
import type { Index, IndexEntry } from '../index/index.js';
import type { ParsedPackage } from './format/packageFile.js';

type PackageBody = Omit<ParsedPackage, 'attribute'>;

/** A package as the index keeps it: also found by its own name and by the program it brings. */
export function packageEntry({ attribute, ...body }: ParsedPackage): IndexEntry {
  const aliases = [body.name, body.mainProgram].filter((one) => one !== undefined);
  return { name: attribute, type: '', body, text: body.description, aliases };
}

/** A package as the index gives it back. */
export function packageDoc(index: Index, id: number): PackageDoc {
  const body = index.body<PackageBody>(id, ['name', 'version', 'description', 'licenses']);
  const attribute = index.names.at(id);
  const channel = /unstable|\d\d\.\d\d/.exec(index.meta.release ?? '')?.[0] ?? 'unstable';
  return {
    attribute,
    name: body.name,
    version: body.version,
    description: body.description,
    homepage: body.homepage,
    licenses: body.licenses,
    unfree: body.unfree,
    broken: body.broken,
    mainProgram: body.mainProgram,
    citation: {
      source: index.meta.source,
      title: `Package ${attribute}`,
      section: index.meta.release,
      url: `https://search.nixos.org/packages?channel=${channel}&show=${encodeURIComponent(attribute)}`,
    },
  };
}
