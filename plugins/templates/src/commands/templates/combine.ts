import { arg, defineCommand, ExitCode, flag, NixaiError } from '@nixai/api';
import { combinedTemplate, type CombinedTemplate } from '../../results/combinedTemplate.js';
import { templateNames } from '../../templates/complete.js';

export default defineCommand({
  summary: 'Make one template of several',
  description: `Lists are joined, what two say alike is said once, and a variable of one name is one. Where two disagree, or exclude each other, --resolve says which is taken; at a terminal you are asked. Nothing is renumbered: ports that meet are named.`,
  examples: [
    '<%= config.bin %> templates combine --base ssh-server --add media-jellyfin --add nas-samba --output homelab --resolve-conflicts --yes',
    '<%= config.bin %> templates combine development laptop --output both --dry-run',
  ],
  effects: ['write'],
  args: { templates: arg.rest('Their ids, the first one first', { complete: templateNames }) },
  flags: {
    base: flag.string('The one to begin with', { complete: templateNames }),
    add: flag.strings('One more', { complete: templateNames }),
    output: flag.string('What to call it', { required: true, char: 'o' }),
    resolve: flag.oneOf(['ask', 'first', 'second', 'fail'], 'What is taken where two disagree'),
    'resolve-conflicts': flag.boolean('The same as --resolve first'),
    title: flag.string('A few words for lists'),
    description: flag.string('What it sets up'),
    force: flag.boolean('Replace one of that name'),
    'dry-run': flag.boolean('Show it, and keep nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  strict: false,
  output: combinedTemplate,
  async run(context): Promise<CombinedTemplate> {
    const { host, argv, flags, carryOut, prompt } = context;
    const { fillTemplate, findTemplate } = await import('@nixai/contributions');
    const { combine } = await import('../../combine/combine.js');
    const { nameOf } = await import('../../save/words.js');
    const { planTemplate } = await import('@nixai/contributions/template-files');
    const { ownFolder } = await import('../../sources/folders.js');
    const ids = [...(flags.base === undefined ? [] : [flags.base]), ...argv, ...(flags.add ?? [])];
    if (ids.length < 2)
      throw new NixaiError({
        code: 'usage',
        what: 'it takes two templates at the least',
        hint: 'nixai templates combine A B --output NAME',
        exitCode: ExitCode.usage,
      });
    const id = nameOf(flags.output);
    const found = await Promise.all(ids.map((name) => findTemplate(host, name)));
    const templates = found.map(({ template }) => template);
    const [first] = templates;
    const dryRun = flags['dry-run'] === true;
    const asked = flags.resolve ?? (flags['resolve-conflicts'] === true ? 'first' : 'ask');
    let made = combine(templates, asked === 'ask' || asked === 'fail' ? undefined : asked);
    if (made.disagreements.some(({ taken }) => taken === undefined) && !dryRun) {
      const { refuseOpen } = await import('../../combine/refuse.js');
      if (asked === 'fail' || !prompt.interactive) throw refuseOpen(made.disagreements);
      const { renderDisagreements } = await import('../../render/combined.js');
      context.write(`${renderDisagreements(made.disagreements, context.view)}\n`);
      const take = await prompt.select('Which is taken, where two disagree?', [
        { name: 'the first one’s', value: 'first' as const },
        { name: 'the later one’s', value: 'second' as const },
      ]);
      made = combine(templates, take);
    }
    const { source, variables, disagreements, ports } = made;
    const titles = templates.map(({ title }) => title);
    const template = {
      ...{ id, kind: first!.kind, source, variables, version: '1.0.0' },
      title: flags.title ?? titles.join(' + '),
      description: flags.description ?? `${titles.join(', ')}, as one.`,
      category: first!.category,
      tags: [...new Set(templates.flatMap(({ tags }) => tags))],
      features: templates.flatMap(({ features = [] }) => features),
      requires: [...new Set(templates.flatMap(({ requires = [] }) => requires))],
      notes: [...new Set(templates.flatMap(({ notes = [] }) => notes))],
      next: [...new Set(templates.flatMap(({ next = [] }) => next))],
    };
    const { checkText } = await import('../../templates/prepare.js');
    const check = await checkText(host, template.kind, fillTemplate(template).nix);
    const about = `templates combine --output ${id}`;
    const { plan, file } = await planTemplate(host, ownFolder(host), template, {
      force: flags.force === true,
      about,
    });
    const done = await carryOut(plan, { dryRun, yes: flags.yes, question: `Keep it as ${id}?` });
    return {
      ...{ id, file, of: ids, disagreements, ports, check, dryRun, nix: source },
      variables: variables.map(({ name, description }) => ({ name, description })),
      written: done !== undefined,
      ...(done?.change && { undo: done.change }),
    };
  },
  async render(result, view) {
    return (await import('../../render/combined.js')).renderCombined(result, view);
  },
  exitCode: ({ disagreements, check, dryRun }) =>
    (dryRun && disagreements.some(({ taken }) => taken === undefined)) ||
    check.findings.some(({ severity }) => severity === 'error')
      ? 1
      : 0,
});
