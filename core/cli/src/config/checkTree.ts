import type { ConfigFinding, ConfigKey } from '@nixai/api';
import { expectation } from './expectation.js';
import { homePath } from './homePath.js';
import { isMapping } from './isMapping.js';
import type { Setting } from './layer.js';
import { nearestKey } from './nearestKey.js';
import { configKeys, isConfigKey, isKeyGroup } from './schema.js';
import type { YamlDocument } from './yamlDocument.js';

/** True for names that reach into JavaScript's own objects: no key may have one of them. */
export function isDangerousName(name: string): boolean {
  return ['__proto__', 'constructor', 'prototype'].includes(name);
}

interface Checked {
  readonly settings: Map<ConfigKey, Setting>;
  readonly sections: Map<string, unknown>;
  readonly findings: ConfigFinding[];
}

/**
 * Sorts what a file says into core keys and what may be plugins' sections, and finds what is wrong.
 * @param projectFolder where relative paths begin, in a project's file.
 */
export function checkTree(
  yaml: YamlDocument,
  file: string,
  env: NodeJS.ProcessEnv,
  projectFolder: string | undefined,
): Checked {
  const checked: Checked = { settings: new Map(), sections: new Map(), findings: [] };

  function fault(path: readonly string[], at: 'key' | 'value', message: string, nearest?: string) {
    const where = yaml.locate(path, at) ?? { line: 1, column: 1 };
    checked.findings.push({ severity: 'error', path, from: file, message, nearest, ...where });
  }

  function visit(path: readonly string[], value: unknown): void {
    const dotted = path.join('.');
    if (isConfigKey(dotted)) return visitKey(dotted, path, value);
    if (isKeyGroup(dotted)) {
      if (isMapping(value)) return visitAll(path, value);
      if (value !== null) fault(path, 'value', `expected keys below "${dotted}"`);
      return;
    }
    const nearest = nearestKey(dotted);
    // A name that is near to none of ours, with keys below it, is a plugin's section; whether that
    // plugin is there is not known before plugins are registered.
    if (path.length === 1 && isMapping(value) && nearest === undefined)
      checked.sections.set(dotted, value);
    else fault(path, 'key', `unknown key "${dotted}"`, nearest);
  }

  function visitKey(dotted: ConfigKey, path: readonly string[], value: unknown) {
    // `ai_model:` with nothing after it.
    if (value === null) return;
    const spec = configKeys[dotted];
    const whole = homePath(spec, spec.normalize?.(value) ?? value, env, projectFolder);
    if (spec.type.accepts(whole)) checked.settings.set(dotted, { value: whole, from: file });
    else fault(path, 'value', expectation(spec, value));
  }

  function visitAll(path: readonly string[], mapping: object): void {
    for (const [name, value] of Object.entries(mapping)) {
      visit([...path, name], value);
    }
  }

  const dangerous = dangerousPath(yaml.value);
  if (dangerous !== undefined) fault(dangerous, 'key', `"${dangerous.at(-1)}" cannot be a key`);
  else if (isMapping(yaml.value)) visitAll([], yaml.value);
  else if (yaml.value !== null && yaml.value !== undefined)
    fault([], 'value', 'expected keys and values, such as "ai_provider: ollama"');
  return checked;
}

/** The first path in a value that ends in a dangerous name. */
function dangerousPath(
  value: unknown,
  path: readonly string[] = [],
): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, below] of Object.entries(value)) {
    const found = isDangerousName(name) ? [...path, name] : dangerousPath(below, [...path, name]);
    if (found !== undefined) return found;
  }
  return undefined;
}
