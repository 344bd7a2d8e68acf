import { ExitCode, NixaiError } from '@nixai/api';
import { askAdministrator } from '../policy/policy.js';
import type { RefusedPlugin } from './gate.js';

/** What is told to who asks for a plugin that is not loaded. */
export function mayNotBeUsed({ name, why, policyBroken }: RefusedPlugin): NixaiError {
  return new NixaiError({
    code: policyBroken === true ? 'policy-invalid' : 'policy-refused',
    what: `${name} may not be used on this machine`,
    why,
    hint: policyBroken === true ? askAdministrator : `nixai plugins uninstall ${name}`,
    exitCode: ExitCode.refused,
  });
}
