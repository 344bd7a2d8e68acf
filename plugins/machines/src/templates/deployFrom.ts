import {
  ExitCode,
  NixaiError,
  expectOf,
  files,
  nixLanguage,
  processes,
  shellWord,
  type CommandContext,
  type Host,
  type Plan,
} from '@nixai/api';
import {
  fillTemplate,
  findTemplate,
  listedValues,
  readRegular,
  typedValues,
} from '@nixai/contributions';
import { buildSystems, type Wanted } from '../deploy/configuration/build.js';
import { deploy } from '../deploy/deploy.js';
import { settingsOf, type RolloutValues } from '../deploy/flags.js';
import { loadSomeFleet } from '../registry/load.js';
import { machineNamed } from '../select/chosen.js';
import { heldToRules, newFindings } from './look.js';
import { headOf, importOf, placeOf, type TemplatePlace } from './place.js';
import type { FromTemplate } from './result.js';

export interface DeployFromRequest {
  readonly template: string;
  readonly machine: string;
  /** `name=value`, each; and several with commas. */
  readonly set: readonly string[];
  readonly listed?: string;
  readonly wanted: Wanted;
  readonly registry?: string;
  readonly rollout: RolloutValues;
  readonly force: boolean;
  /** Write the configuration, and deploy nothing. */
  readonly writeOnly: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

type Context = Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>;

/**
 * Writes what a template makes into a machine's configuration, and deploys that: the values are held to the
 * template's variables, the result is parsed, checked and held to its rules before anybody is asked.
 */
export async function deployFromTemplate(
  context: Context,
  request: DeployFromRequest,
): Promise<FromTemplate> {
  const { host, tasks, carryOut } = context;
  const { dryRun, yes, wanted } = request;
  const fleet = await loadSomeFleet(host, request.registry);
  const machine = machineNamed(fleet, request.machine);
  const made = await madeOf(host, request);
  const head = headOf(made.template, machine.name);
  const place = await placeOf(host, machine, wanted, { id: made.id, head });
  refuseForeign(place, head, request);
  const { texts, before } = await textsOf(host, place, `${head}${made.nix}`);
  const { findings, rules } = await tasks.run('checking what it makes', async () => ({
    findings: await newFindings(host, place, texts),
    rules: await heldToRules(host, place, texts, made),
  }));
  const service = await host.service(files);
  const changes = [...texts].map(([path, content]) => ({
    ...{ path, content },
    expect: expectOf(before.get(path)),
  }));
  const about = `machines deploy-from-template ${made.id} --target ${machine.name}`;
  const writing = await withGit(host, place, await service.plan(changes, about));
  const done = await carryOut(writing, {
    ...{ dryRun, yes },
    question: `Write the configuration of ${machine.name}?`,
  });
  const isThere = done !== undefined || writing.actions.length === 0;
  const result = {
    ...{ template: made.template, machine: machine.name, file: place.file },
    ...(place.entry !== undefined && { importedBy: place.entry }),
    files: changes.flatMap(({ path, content }) => {
      const diff = service.diff(before.get(path) ?? '', content, path);
      return diff === '' ? [] : [{ file: path, diff }];
    }),
    ...{ findings, rules, dryRun, written: done !== undefined },
    ...(done?.change !== undefined && { undo: done.change }),
  };
  if (dryRun || !isThere) return { ...result, next: [] };
  if (request.writeOnly) return { ...result, next: [deployLine(machine.name, wanted)] };
  const { plan, deployment } = await deploy(context, fleet, {
    machines: [machine],
    systems: (task) => buildSystems(host, [machine], wanted, 'local', task),
    settings: (all) => ({
      ...settingsOf(request.rollout, all, about),
      ...{ mode: 'switch', backup: false, substitute: false },
    }),
    ...{ dryRun, yes },
  });
  return {
    ...result,
    next: [],
    plan: plan.map(({ machine: { name }, ...rest }) => ({ name, ...rest })),
    ...(deployment !== undefined && { deployment }),
  };
}

/** What deploys it; a configuration that was named here is not what the registry knows. */
function deployLine(machine: string, { flake, config }: Wanted): string {
  const words = [
    ...(flake === undefined ? [] : ['--flake', flake]),
    ...(config === undefined ? [] : ['--config', config]),
  ];
  return ['nixai machines deploy', ...[machine, ...words].map(shellWord)].join(' ');
}

/** The template with its values put in. @throws NixaiError `template-unknown` or `template-variable`. */
async function madeOf(host: Host, request: DeployFromRequest) {
  const { pack, template } = await findTemplate(host, request.template);
  const { id, kind, variables, compliance = [] } = template;
  if (kind !== 'nixos')
    throw new NixaiError({
      code: 'usage',
      what: `${id} makes no NixOS machine`,
      why: kind === 'flake' ? 'it is a whole flake' : 'it is of Home Manager',
      hint: 'nixai machines template list',
      exitCode: ExitCode.usage,
    });
  const names = variables.map(({ name }) => name);
  const listed = request.listed === undefined ? [] : listedValues(request.listed, names);
  const { nix, values, missing } = fillTemplate(template, typedValues([...listed, ...request.set]));
  if (missing.length > 0)
    throw new NixaiError({
      code: 'template-variable',
      what: `${id} needs ${missing.join(', ')}`,
      hint: `--variables "${missing.map((name) => `${name}=…`).join(',')}"`,
      exitCode: ExitCode.usage,
    });
  return { id, template: `${pack}/${id}`, nix, values, rules: compliance };
}

/** @throws NixaiError `file-exists` where somebody else's file would be replaced. */
function refuseForeign(
  { file, before }: TemplatePlace,
  head: string,
  { force }: DeployFromRequest,
): void {
  if (before === undefined || before.startsWith(head) || force) return;
  throw new NixaiError({
    code: 'file-exists',
    what: `there is a file ${file} already, which this template has not made for this machine`,
    hint: 'move it away, or --force to replace it (nixai undo brings it back)',
    exitCode: ExitCode.refused,
  });
}

/** The files as they shall be, and as they are. */
async function textsOf(host: Host, { file, before, entry }: TemplatePlace, text: string) {
  const texts = new Map([[file, text]]);
  const old = new Map(before === undefined ? [] : [[file, before]]);
  if (entry === undefined) return { texts, before: old };
  const importing = await readRegular(entry, 'utf8');
  const language = await host.service(nixLanguage);
  const edit = language.addImport(importing, importOf(entry, file));
  if (!edit.ok)
    throw new NixaiError({
      code: 'template-place',
      what: `${entry} cannot be made to import ${file}`,
      why: edit.message,
      hint: `write ${importOf(entry, file)} among its imports, and say it again`,
      exitCode: ExitCode.refused,
    });
  old.set(entry, importing);
  return { texts: texts.set(entry, edit.source), before: old };
}

/** A flake of a git repository has those files alone that git knows of. */
async function withGit(host: Host, { file, flake }: TemplatePlace, plan: Plan): Promise<Plan> {
  if (flake === undefined || plan.actions.length === 0) return plan;
  const runner = await host.service(processes);
  const git = (...words: readonly string[]) => runner.run(['git', '-C', flake, ...words]);
  if ((await git('rev-parse', '--is-inside-work-tree')).code !== 0) return plan;
  if ((await git('ls-files', '--error-unmatch', '--', file)).code === 0) return plan;
  return {
    ...plan,
    actions: [
      ...plan.actions,
      {
        ...{ kind: 'run', target: 'git' },
        detail: `git add --intent-to-add ${file}: a flake has no file that git does not know\n`,
      },
    ],
    async apply(task) {
      const applied = await plan.apply(task);
      await git('add', '--intent-to-add', '--', file);
      return applied;
    },
  };
}
