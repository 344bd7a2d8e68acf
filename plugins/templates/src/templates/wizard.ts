import {
  isNixaiError,
  type CommandContext,
  type NixTemplate,
  type TemplateVariable,
} from '@nixai/api';
import { fillTemplate } from '@nixai/contributions';

type Typed = Readonly<Record<string, readonly string[]>>;

/**
 * Asks for variables, each with what it is and its default, until what is typed fits.
 * @param which `missing`: those that have to be given and were not; `all`: those that were not given.
 */
export async function askVariables(
  template: NixTemplate,
  typed: Typed,
  which: 'missing' | 'all',
  { prompt, notice }: Pick<CommandContext, 'prompt' | 'notice'>,
): Promise<Typed> {
  const asked: Record<string, readonly string[]> = {};
  for (const variable of template.variables) {
    if (Object.hasOwn(typed, variable.name)) continue;
    if (which === 'missing' && variable.default !== undefined) continue;
    const only = { ...template, variables: [variable], source: '' };
    for (;;) {
      const words = await ask(variable, prompt);
      const fault = faultOf(only, variable.name, words);
      if (fault === undefined) {
        asked[variable.name] = words;
        break;
      }
      notice(fault);
    }
  }
  return { ...typed, ...asked };
}

async function ask(
  variable: TemplateVariable,
  prompt: CommandContext['prompt'],
): Promise<readonly string[]> {
  const question = `${variable.name}: ${variable.description}`;
  if (variable.type === 'boolean')
    return [String(await prompt.confirm(question, variable.default ?? false))];
  if (variable.type === 'string' && variable.choices !== undefined)
    return [
      await prompt.select(
        question,
        variable.choices.map((value) => ({ name: value, value })),
      ),
    ];
  const example = variable.default === undefined ? ` (such as ${String(variable.example)})` : '';
  const fallback = variable.default === undefined ? undefined : String(variable.default);
  const answer = await prompt.input(question + example, fallback);
  return variable.type === 'strings' ? answer.split(',').map((word) => word.trim()) : [answer];
}

function faultOf(template: NixTemplate, name: string, words: readonly string[]) {
  try {
    fillTemplate(template, { [name]: words });
    return undefined;
  } catch (error) {
    if (!isNixaiError(error)) throw error;
    return [error.message, error.why].filter(Boolean).join(': ');
  }
}
