import { ExitCode, NixaiError, messageOf, type Host, type NixTemplate } from '@nixai/api';
import { nearestWords } from '@nixai/language';

/** A template and where it came from. */
export interface FoundTemplate {
  readonly pack: string;
  /** The package that gave the pack. */
  readonly origin: string;
  readonly template: NixTemplate;
}

/** The templates of every plugin; a pack that cannot be loaded is said and left out. */
export async function allTemplates(host: Host): Promise<readonly FoundTemplate[]> {
  const packs = await host.templates.list();
  const found = await Promise.all(
    packs.map(async ({ name, origin, create }) => {
      try {
        const { templates } = await create();
        return templates.map((template) => ({ pack: name, origin, template }));
      } catch (error) {
        host.log.warn(`the template pack "${name}" of ${origin} is left out: ${messageOf(error)}`);
        return [];
      }
    }),
  );
  return found.flat();
}

/**
 * The template of that name: its id, or `pack/id`.
 * @throws NixaiError `template-unknown` (exit 1), also where several packs have that id.
 */
export async function findTemplate(host: Host, name: string): Promise<FoundTemplate> {
  const all = await allTemplates(host);
  const fits = all.filter(
    ({ pack, template }) => template.id === name || `${pack}/${template.id}` === name,
  );
  const [only] = fits;
  if (only !== undefined && fits.length === 1) return only;
  if (fits.length === 0) throw unknownTemplate(name, all);
  const names = fits.map(({ pack, template }) => `${pack}/${template.id}`);
  throw new NixaiError({
    code: 'template-unknown',
    what: `"${name}" is not clear`,
    why: `there are ${names.join(', ')}`,
    hint: `nixai templates show ${names[0]}`,
    exitCode: ExitCode.failure,
  });
}

function unknownTemplate(name: string, all: readonly FoundTemplate[]): NixaiError {
  const ids = [...new Set(all.map(({ template }) => template.id))];
  const begun = ids.filter((id) => `-${id}-`.includes(`-${name.toLowerCase()}-`));
  const near = (begun.length > 0 ? begun : nearestWords(name, ids)).slice(0, 5);
  return new NixaiError({
    code: 'template-unknown',
    what: `there is no template "${name}"`,
    ...(near.length > 0 && { why: `nearest: ${near.join(', ')}` }),
    hint: near[0] === undefined ? 'nixai templates list' : `nixai templates show ${near[0]}`,
    exitCode: ExitCode.failure,
  });
}
