import type { ConfigFinding, ConfigSection } from '@nixai/api';
import { invalidConfig } from './invalid.js';
import { isMapping } from './isMapping.js';
import type { Layer } from './layer.js';
import type { Layers } from './layers.js';
import { nearestKey } from './nearestKey.js';
import { projectRefusal } from './projectPolicy.js';

/** A section's value over all files, and what is wrong with it. */
export interface SectionReading<T> {
  /** Undefined if it is at fault. */
  readonly value?: T;
  readonly findings: readonly ConfigFinding[];
  /** The strongest layer that says something of a path in the section. */
  origin(path: readonly string[]): Layer | undefined;
}

/**
 * A section's value, over its defaults, and what was left out of it.
 * @throws NixaiError `config-invalid`.
 */
export function readSection<T>(
  section: ConfigSection<T>,
  layers: Layers,
): { readonly value: T; readonly findings: readonly ConfigFinding[] } {
  const { value, findings } = checkSection(section, layers);
  const faults = findings.filter(({ severity }) => severity === 'error');
  if (value === undefined || faults.length > 0) throw invalidConfig(faults);
  return { value, findings };
}

/** Merges what the layers say of a section, weakest first, and has the section check it. */
export function checkSection<T>(
  section: ConfigSection<T>,
  { layers }: Pick<Layers, 'layers'>,
): SectionReading<T> {
  const findings: ConfigFinding[] = [];
  const saying = layers
    .filter((layer) => layer.sections.has(section.name))
    .map((layer) => ({ layer, raw: knownPart(section, layer, findings) }));
  const merged = saying.reduceRight<unknown>(
    (under, { raw }) => over(under, raw),
    section.defaults,
  );
  const origin = (path: readonly string[]): Layer | undefined =>
    saying.find(({ raw }) => valueAt(raw, path) !== undefined)?.layer;

  const checked = section.validate(merged);
  if (checked.ok) return { value: checked.value, findings, origin };
  for (const { path, message } of checked.faults) {
    const layer = origin(path);
    const whole = [section.name, ...path];
    const at = layer?.locate(whole, 'value');
    findings.push({ severity: 'error', path: whole, from: layer?.file ?? '', message, ...at });
  }
  return { findings, origin };
}

/** What a layer says of a section, without the keys that it does not have or may not set. */
function knownPart(
  section: ConfigSection<unknown>,
  layer: Layer,
  findings: ConfigFinding[],
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const path of leafPaths(layer.sections.get(section.name))) {
    const whole = [section.name, ...path];
    if (!isDescribed(section, path)) findings.push(unknownKey(section, layer, whole));
    else if (layer.origin === 'project' && !isListed(section.projectKeys ?? [], path))
      findings.push(projectRefusal(layer, whole, false));
    else put(kept, path, valueAt(layer.sections.get(section.name), path));
  }
  return kept;
}

function unknownKey(
  section: ConfigSection<unknown>,
  layer: Layer,
  path: readonly string[],
): ConfigFinding {
  const keys = Object.keys(section.describe).map((key) => `${section.name}.${key}`);
  const dotted = path.join('.');
  return {
    severity: 'error',
    path,
    from: layer.file ?? '',
    message: `unknown key "${dotted}"`,
    nearest: nearestKey(dotted, keys),
    ...layer.locate(path, 'key'),
  };
}

/** True for a path that the section describes: the path itself, or with `*` for a segment. */
export function isDescribed(section: ConfigSection<unknown>, path: readonly string[]): boolean {
  return isListed(Object.keys(section.describe), path);
}

/** True if a pattern names the path or something above it: below `hosts.*` its own shape goes. */
function isListed(patterns: readonly string[], path: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const parts = pattern.split('.');
    return (
      parts.length <= path.length && parts.every((part, i) => part === '*' || part === path[i])
    );
  });
}

/** Paths of all values in a tree that are no mappings themselves. */
function leafPaths(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (!isMapping(value)) return [path];
  return Object.entries(value).flatMap(([name, below]) => leafPaths(below, [...path, name]));
}

/** The value at a path of a tree. */
export function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (isMapping(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    tree,
  );
}

function put(tree: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) tree[name] = value;
  else put((tree[name] ??= {}) as Record<string, unknown>, rest, value);
}

/** One tree over another; lists and plain values replace. */
function over(under: unknown, top: unknown): unknown {
  if (!isMapping(under) || !isMapping(top)) return top;
  const merged: Record<string, unknown> = { ...under };
  for (const [name, value] of Object.entries(top)) merged[name] = over(merged[name], value);
  return merged;
}
