import { join } from 'node:path';
import {
  expectOf,
  ExitCode,
  NixaiError,
  files as fileService,
  redactor,
  type ComplianceRule,
  type FileChange,
  type Host,
  type NixTemplate,
  type Plan,
  type TemplateVariable,
} from '@nixai/api';
import { stringify } from 'yaml';
import { readRegular } from '../../files/readRegular.js';

/** A template as it is kept: words about it in YAML, which may be edited, and its Nix. */
export function writeTemplate(template: NixTemplate): { about: string; source: string } {
  const { id: _, source, kind, variables, compliance = [], ...rest } = template;
  const words = { ...rest, compliance: compliance.map(writtenRule) };
  const filled = Object.entries(words).filter(
    ([, value]) => !(Array.isArray(value) && value.length === 0),
  );
  const about = stringify(
    { ...Object.fromEntries(filled), kind, variables: variables.map(written) },
    { lineWidth: 0 },
  );
  return { about, source };
}

/** The option beside its value, as a person writes it. */
const writtenRule = ({ option, ...rule }: ComplianceRule): Record<string, unknown> => ({
  ...rule,
  ...(option !== undefined && { option: option.path, value: option.value }),
});

function written(variable: TemplateVariable): Record<string, unknown> {
  const { name, type, description } = variable;
  const pattern = 'pattern' in variable ? variable.pattern?.source : undefined;
  const rest = Object.entries(variable).filter(
    ([key]) => !['name', 'type', 'description', 'pattern'].includes(key),
  );
  return { name, type, description, ...Object.fromEntries(rest), ...(pattern && { pattern }) };
}

/**
 * Plans to keep a template in a folder.
 * @throws NixaiError `template-secret` or `file-exists`.
 */
export async function planTemplate(
  host: Host,
  folder: string,
  template: NixTemplate,
  { force, about: doing }: { readonly force: boolean; readonly about: string },
): Promise<{ readonly plan: Plan; readonly file: string }> {
  const { about, source } = writeTemplate(template);
  const { counts } = (await host.service(redactor)).redact(source);
  const kinds = Object.keys(counts);
  if (kinds.length > 0)
    throw new NixaiError({
      code: 'template-secret',
      what: `it holds what looks like a secret (${kinds.join(', ')}), and is not kept`,
      hint: 'give the path of a file in its place: most options have one that ends in File',
      exitCode: ExitCode.refused,
    });
  const file = join(folder, `${template.id}.yaml`);
  const changes = await Promise.all([
    change(file, about, template.id, force),
    change(file.replace(/\.yaml$/, '.nix'), source, template.id, force),
  ]);
  const service = await host.service(fileService);
  return { file, plan: await service.plan(changes, doing) };
}

async function change(
  path: string,
  content: string,
  id: string,
  force: boolean,
): Promise<FileChange> {
  const before = await readRegular(path, 'utf8').catch(() => undefined);
  if (before !== undefined && before !== content && !force)
    throw new NixaiError({
      code: 'file-exists',
      what: `there is a template ${id} of yours already`,
      hint: 'another name, or --force to replace it (nixai undo brings it back)',
      exitCode: ExitCode.refused,
    });
  const expect = expectOf(before);
  return { path, content, expect };
}
