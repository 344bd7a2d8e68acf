import { type DocsEngine, type Host, type NixTemplate, type OptionDoc } from '@nixai/api';
import { fillTemplate, findTemplate } from '@nixai/contributions';
import { optionPathText } from '@nixai/nix/quoting';
import { readConfiguration, type SetAttribute } from './definitions.js';
import { lookUp } from './resolveOption.js';

/** Where a template sets an option, or what lies below it. */
export interface TemplateUse {
  /** As `nixai templates show` takes it. */
  readonly name: string;
  readonly title: string;
  readonly kind: NixTemplate['kind'];
  /** Empty where it leaves the option alone. */
  readonly definitions: readonly TemplateDefinition[];
}

export interface TemplateDefinition extends Pick<SetAttribute, 'line' | 'value'> {
  /** Dotted; a step that only an evaluation would tell is `<name>`. */
  readonly path: string;
}

/**
 * Where the template of that name sets the option; its variables have their defaults or examples.
 * @throws NixaiError `template-unknown`.
 */
export async function templateUse(
  host: Host,
  engine: DocsEngine,
  option: OptionDoc,
  name: string,
): Promise<TemplateUse> {
  const { pack, template } = await findTemplate(host, name);
  const { attributes } = readConfiguration(fillTemplate(template).nix);
  const definitions: TemplateDefinition[] = [];
  for (const { path: steps, line, value } of attributes) {
    const path = optionPathText(steps);
    // The outer one of two has both.
    if (definitions.some((outer) => path.startsWith(`${outer.path}.`))) continue;
    if (await isOf(engine, path, option)) definitions.push({ path, line, value });
  }
  return {
    name: `${pack}/${template.id}`,
    title: template.title,
    kind: template.kind,
    definitions,
  };
}

/** Whether a path that is set is the option, under any of its names, or lies below it. */
async function isOf(engine: DocsEngine, path: string, option: OptionDoc): Promise<boolean> {
  const is = (name: string) => name === option.name || name.startsWith(`${option.name}.`);
  if (is(path)) return true;
  const lookup = await lookUp(engine, path, option.set);
  if (lookup.outcome === 'renamed') return lookup.to.some(is);
  return lookup.outcome === 'found' && is(lookup.option.name);
}
