import { ExitCode, NixaiError, type CommandContext, type NixTemplate } from '@nixai/api';
import { fillTemplate, readRegular } from '@nixai/contributions';
import { planTemplate, readTemplate } from '@nixai/contributions/template-files';
import { parse } from '@nixai/nix';
import { stringify } from 'yaml';
import { openPlaces } from './open.js';
import { templatesFolder } from './own.js';
import { aboutTemplate, type CreatedTemplate } from './result.js';
import { readValidationRules } from './rules.js';
import { standingIn } from './standing.js';

export interface TemplateRequest {
  readonly name: string;
  readonly base: string;
  /** `name` or `name=option.path`, each. */
  readonly variables: readonly string[];
  readonly rules?: string;
  readonly title?: string;
  readonly description?: string;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Keeps a template of machines: shown, asked for, taken back by `nixai undo`. */
export async function createTemplate(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  request: TemplateRequest,
): Promise<CreatedTemplate> {
  const template = await makeTemplate(request);
  const { force, dryRun, yes } = request;
  const about = `machines template create ${template.id}`;
  const { plan, file } = await planTemplate(host, templatesFolder(host), template, {
    force,
    about,
  });
  const done = await carryOut(plan, { dryRun, yes, question: `Keep it as ${template.id}?` });
  return {
    ...{ ...aboutTemplate(template), file, dryRun },
    written: !dryRun && (done !== undefined || plan.actions.length === 0),
    ...(done?.change !== undefined && { undo: done.change }),
  };
}

/** @throws NixaiError `usage`, `template-rules` or `template-unfit`. */
async function makeTemplate(request: TemplateRequest): Promise<NixTemplate> {
  const { name, base, rules: rulesFile } = request;
  const text = await readRegular(base, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new NixaiError({
      code: 'usage',
      what: `${base} cannot be read`,
      hint: '--base-config FILE.nix',
      exitCode: ExitCode.usage,
    });
  const { source, variables } = openPlaces(text, request.variables);
  const { variables: told, rules } =
    rulesFile === undefined ? { variables: {}, rules: [] } : await readValidationRules(rulesFile);
  const unused = Object.keys(told).find((one) => !variables.some((each) => each.name === one));
  if (unused !== undefined)
    throw new NixaiError({
      code: 'template-rules',
      what: `${rulesFile} has a rule for ${unused}, which is no variable`,
      hint: `--variables ${[...variables.map((one) => one.name), unused].join(',')}`,
      exitCode: ExitCode.usage,
    });
  const about = stringify({
    title: request.title ?? name,
    description: request.description ?? `A machine, made of ${base}`,
    category: 'machine',
    kind: 'nixos',
    variables: variables.map((one) => ({ ...one, ...told[one.name] })),
    compliance: rules,
  });
  const template = readTemplate(name, about, source);
  refuseUnparsable(template, base);
  return template;
}

/** A text of any value parses, or none does: what values fit is another matter. */
function refuseUnparsable(template: NixTemplate, base: string): void {
  const values = { string: 'x', integer: 1, boolean: true, strings: ['x'] } as const;
  const plain = template.variables.map(({ name, description, type }) => ({
    ...{ name, description, type },
    default: values[type],
  })) as NixTemplate['variables'];
  const { nix } = fillTemplate({ ...template, variables: plain });
  const [error = textWith(template)] = parse(nix, { pipeOperators: true }).errors;
  if (error === undefined) return;
  throw new NixaiError({
    code: 'template-unfit',
    what: `${base} cannot be a template`,
    why: `line ${error.line}: ${error.message}`,
    hint: 'a variable stands for a whole value; in a text it is "…${@name@}…"',
    exitCode: ExitCode.refused,
  });
}

/** A variable within a text: its quotes would end it there, and the rest could still parse. */
function textWith({ source, variables }: NixTemplate) {
  const { texts } = standingIn(source);
  const inside = variables.find(({ name }) => texts.has(name));
  if (inside === undefined) return undefined;
  const line = source.slice(0, source.indexOf(`@${inside.name}@`)).split('\n').length;
  return { line, message: `@${inside.name}@ stands inside a text` };
}
