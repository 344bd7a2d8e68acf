import type { CommandContext } from '@nixai/api';
import { ExitCode, NixaiError } from '@nixai/api';
import type { Created } from './output.js';
import { neededInputs } from '../environment/writeYaml.js';
import { templateNamed } from '../templates/find.js';
import { answersFrom, type Wishes } from './answers.js';
import { askAnswers } from './askAnswers.js';
import { environmentOf } from './environmentOf.js';
import { filesOf } from './prepare.js';
import { planFiles } from './planFiles.js';

/** What of the command's context it takes. */
type Context = Pick<CommandContext, 'host' | 'prompt' | 'carryOut'> & {
  readonly args: { readonly language: string; readonly name: string };
  readonly flags: Pick<Wishes, 'framework' | 'services' | 'set'> & {
    readonly packages?: readonly string[];
    readonly directory?: string;
    readonly interactive: boolean;
    readonly force: boolean;
    readonly yes: boolean;
    readonly 'dry-run': boolean;
  };
};

/** Prepares an environment, shows it, and writes it. */
export async function create({ host, args, flags, prompt, carryOut }: Context): Promise<Created> {
  const template = await templateNamed(host, args.language);
  const { framework, services, set } = flags;
  const withs = withsOf(flags);
  const given = answersFrom(template, { name: args.name, framework, services, set, withs });
  const packages = packageNames(flags.packages);
  const asked = flags.interactive
    ? await askAnswers(prompt, template, given, packages)
    : { answers: given, packages };
  const environment = environmentOf(template, asked.answers, asked.packages);
  const files = await filesOf(host, environment);
  const directory = flags.directory ?? given.name;
  const { folder, plan } = await planFiles(host, files, directory, flags.force);
  const dryRun = flags['dry-run'] === true;
  const question = `Write these to ${folder}?`;
  const done = await carryOut(plan, { dryRun, yes: flags.yes, question });
  return {
    template: template.name,
    framework: asked.answers.framework,
    services: asked.answers.services,
    folder,
    files: { 'devenv.nix': files.nix, 'devenv.yaml': files.yaml },
    against: files.against,
    inputs: neededInputs(environment.settings).map(({ name }) => name),
    ports: environment.ports,
    scripts: Object.keys(environment.scripts),
    notes: environment.notes,
    next: [
      ...(directory === '.' ? [] : [`cd ${directory}`]),
      'devenv shell',
      ...(asked.answers.services.length > 0 ? ['devenv up'] : []),
      ...environment.next,
    ],
    written: done !== undefined,
    dryRun,
    undo: done?.change,
  };
}

/** The words behind `--with-` that were given. */
const withsOf = (flags: object): readonly string[] =>
  Object.entries(flags).flatMap(([name, on]) =>
    name.startsWith('with-') && on === true ? [name.slice('with-'.length)] : [],
  );

/** @throws NixaiError `devenv-option` for what is no attribute path. */
export function packageNames(words: readonly string[] = []): readonly string[] {
  const names = words.flatMap((word) => word.split(/[,\s]+/)).filter((word) => word !== '');
  const odd = names.find((name) => !/^[A-Za-z_][\w'+-]*(\.[A-Za-z_][\w'+-]*)*$/.test(name));
  if (odd === undefined) return names.map((name) => name.replace(/^pkgs\./, ''));
  throw new NixaiError({
    code: 'devenv-option',
    what: `"${odd}" is no name of a package`,
    hint: `nixai search pkg ${JSON.stringify(odd)}`,
    exitCode: ExitCode.usage,
  });
}
