import { type CommandContext } from '@nixai/api';
import { findTemplate, listedValues, typedValues } from '@nixai/contributions';
import { askVariables } from './wizard.js';

export interface ValueFlags {
  readonly set?: readonly string[] | undefined;
  readonly variables?: string | undefined;
  readonly interactive?: boolean | undefined;
  readonly 'config-wizard'?: boolean | undefined;
}

/**
 * The values for a template as they were typed, and those that were asked for.
 * @throws NixaiError `template-unknown`, `usage`, or `not-interactive` where nobody can be asked.
 */
export async function valuesFor(
  name: string,
  flags: ValueFlags,
  context: Pick<CommandContext, 'host' | 'prompt' | 'notice'>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { template } = await findTemplate(context.host, name);
  const names = template.variables.map((variable) => variable.name);
  const listed = flags.variables === undefined ? [] : listedValues(flags.variables, names);
  const typed = typedValues([...listed, ...(flags.set ?? [])]);
  if (flags['config-wizard'] === true) return askVariables(template, typed, 'all', context);
  return flags.interactive === true ? askVariables(template, typed, 'missing', context) : typed;
}
