import type { ConfigFinding } from '@nixai/api';
import type { Layer } from './layer.js';
import { configKeys } from './schema.js';

/**
 * Leaves out what a project's file may not say, each with a warning: it came with a cloned
 * repository, so it is somebody else's word. Plugins' sections are judged when they are read.
 */
export function refusedInProject(layer: Layer, folder: string): Layer {
  const settings = new Map(layer.settings);
  const findings: ConfigFinding[] = [...layer.findings];
  for (const [key, { value }] of layer.settings) {
    const spec = configKeys[key];
    if (spec.project?.(value, folder) === true) continue;
    settings.delete(key);
    findings.push(projectRefusal(layer, key.split('.'), spec.project !== undefined));
  }
  return { ...layer, settings, findings };
}

/** The warning for a key that is left out. */
export function projectRefusal(
  layer: Layer,
  path: readonly string[],
  otherValues: boolean,
): ConfigFinding {
  return {
    severity: 'warning',
    path,
    from: layer.file ?? '',
    message: otherValues
      ? "is left out: a project's file may not set this value"
      : "is left out: a project's file may not set this key",
    ...layer.locate(path, 'value'),
  };
}
