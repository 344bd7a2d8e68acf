import type { CheckDefinition, CheckParameters, CheckRule } from '@nixai/api';
import { isSecret } from './conditions.js';

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|SECRET_KEY|ACCESS_KEY)$/;

/** What the rules about secrets in environment variables may be told. */
export const secretNames: CheckRule['parameters'] = {
  names: {
    describe: 'Further names of variables that hold a secret, or how they end: DSN, PASSPHRASE',
    of: 'text',
    usual: [],
  },
};

/** A variable with the name of a secret is given a text. */
export function isSecretVariable(
  definition: CheckDefinition,
  _: unknown,
  given: CheckParameters,
): boolean {
  const name = definition.path.at(-1) ?? '';
  const isNamed = [...given('names')].some((end) => name === end || name.endsWith(`_${end}`));
  return (isNamed || secretName.test(name)) && isSecret(definition);
}
