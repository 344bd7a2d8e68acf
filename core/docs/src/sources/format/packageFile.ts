import { NixaiError, type PackageDoc } from '@nixai/api';
import { isRecord } from './nixText.js';
import { cleanText } from './cleanText.js';

/** A package as a channel's `packages.json` or `nix search --json` has it, made uniform. */
export type ParsedPackage = Omit<PackageDoc, 'citation'>;

/**
 * Reads `packages.json`: `{ version: 2, packages: { attribute: { pname, version, meta } } }`, or
 * the same object without the envelope (`nix-env -qa --json`, `nix search --json`).
 * @throws NixaiError `doc-data-invalid` when the value is no package set.
 */
export function parsePackageFile(data: unknown): ParsedPackage[] {
  const packages = isRecord(data) && isRecord(data.packages) ? data.packages : data;
  const parsed: ParsedPackage[] = [];
  if (isRecord(packages))
    for (const attribute of Object.keys(packages)) {
      const raw = packages[attribute];
      if (isRecord(raw)) parsed.push(parsePackage(attribute, raw));
    }
  if (parsed.length === 0)
    throw new NixaiError({
      code: 'doc-data-invalid',
      what: 'the data holds no packages',
      why: 'expected an object "packages" of packages, each with a name and a version',
    });
  return parsed;
}

/** True for the shape of a package file, false for that of an option file. */
export function isPackageFile(data: unknown): boolean {
  if (!isRecord(data)) return false;
  if (isRecord(data.packages) && !('type' in data.packages)) return true;
  const first = Object.values(data)[0];
  return isRecord(first) && 'version' in first && ('pname' in first || 'meta' in first);
}

function parsePackage(attribute: string, raw: Record<string, unknown>): ParsedPackage {
  const meta = isRecord(raw.meta) ? raw.meta : {};
  const full = text(raw.name) ?? '';
  const version = text(raw.version) ?? /-(\d[^/]*)$/.exec(full)?.[1] ?? '';
  const licenses = list(meta.license);
  return {
    attribute: shortAttribute(attribute),
    name: text(raw.pname) ?? (full.replace(/-\d[^/]*$/, '') || attribute),
    version,
    description: cleanText(text(meta.description) ?? text(raw.description) ?? ''),
    homepage: list(meta.homepage)
      .map(text)
      .find((url) => url !== undefined && /^https?:/.test(url)),
    licenses: licenses.map(licenseName).filter((name) => name !== undefined),
    unfree: meta.unfree === true || licenses.some((one) => isRecord(one) && one.free === false),
    broken: meta.broken === true,
    mainProgram: text(meta.mainProgram),
  };
}

/** `nix search` says `legacyPackages.x86_64-linux.hello`; `nix-env` may say `nixos.hello`. */
function shortAttribute(attribute: string): string {
  return attribute.replace(/^(?:legacyPackages|packages)\.[^.]+\.|^(?:nixos|nixpkgs)\./, '');
}

/** `spdxId`, else the short or full name; a licence may also be a bare string. */
function licenseName(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return undefined;
  return text(value.spdxId) ?? text(value.shortName) ?? text(value.fullName);
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
