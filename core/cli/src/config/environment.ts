import type { ConfigFinding, ConfigKey } from '@nixai/api';
import { expectation } from './expectation.js';
import { homePath } from './homePath.js';
import type { Layer, Setting } from './layer.js';
import { configKeys, keyNames } from './schema.js';

/** What the environment says. An empty variable is one that is not set. */
export function environmentLayer(env: NodeJS.ProcessEnv): Layer {
  const settings = new Map<ConfigKey, Setting>();
  const findings: ConfigFinding[] = [];
  for (const path of keyNames) {
    const spec = configKeys[path];
    const variable = spec.env?.find((name) => (env[name] ?? '') !== '');
    if (variable === undefined) continue;
    const parsed = homePath(spec, spec.type.parse([env[variable] ?? '']), env);
    const value = spec.normalize?.(parsed) ?? parsed;
    if (spec.type.accepts(value)) settings.set(path, { value, from: variable });
    else
      findings.push({
        severity: 'error',
        path: path.split('.'),
        from: variable,
        message: expectation(spec, env[variable]),
      });
  }
  return {
    origin: 'environment',
    settings,
    findings,
    sections: new Map(),
    locate: () => undefined,
  };
}
