import { ExitCode, messageOf, NixaiError, type Host } from '@nixai/api';
import { devenvTemplates, type DevenvTemplate } from './template.js';

/** Every template of every plugin; one that cannot be made is named on stderr and left out. */
export async function allTemplates(host: Host): Promise<readonly DevenvTemplate[]> {
  const registered = await host.point(devenvTemplates).list();
  const made = await Promise.all(
    registered.map(async ({ name, create }) => {
      try {
        return await create();
      } catch (error) {
        host.log.warn(`The devenv template ${name} is left out: ${messageOf(error)}`);
        return undefined;
      }
    }),
  );
  return made.filter((one) => one !== undefined);
}

/**
 * A template by its name, or by what people call it.
 * @throws NixaiError `devenv-template-unknown`.
 */
export async function templateNamed(host: Host, word: string): Promise<DevenvTemplate> {
  const templates = await allTemplates(host);
  const found =
    templates.find(({ name }) => name === word) ??
    templates.find(({ aliases }) => aliases.includes(word));
  if (found !== undefined) return found;
  throw new NixaiError({
    code: 'devenv-template-unknown',
    what: `there is no devenv template "${word}"`,
    why: `there are: ${templates.map(({ name }) => name).join(', ')}`,
    hint: 'nixai devenv list',
    exitCode: ExitCode.usage,
  });
}
