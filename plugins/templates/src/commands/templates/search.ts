import { arg, defineCommand, flag } from '@nixai/api';
import { allTemplates } from '@nixai/contributions';
import type { TemplateLine } from '../../templates/select.js';
import { renderTemplates } from '../../render/templates.js';
import type { FoundRepository } from '../../sources/github.js';
import { templatesSearchResult } from '../../results/templatesSearch.js';

interface Found {
  readonly query: string;
  readonly templates: readonly TemplateLine[];
  readonly github?: readonly FoundRepository[];
}

export default defineCommand({
  summary: 'Search the templates by words',
  description:
    'Every word has to stand in the id, tags, title or description. With --github, repositories are looked for as well; what they have is seen by templates add. Exits 1 for none.',
  examples: [
    '<%= config.bin %> templates search web server',
    '<%= config.bin %> templates search homelab --github',
  ],
  effects: ['network'],
  output: templatesSearchResult,
  args: { words: arg.rest('What it should be about', { required: true }) },
  flags: { github: flag.boolean('Look for repositories on GitHub, too') },
  strict: false,
  async run({ host, argv, flags, signal }): Promise<Found> {
    const { lineOf, searchTemplates } = await import('../../templates/select.js');
    const templates = searchTemplates(await allTemplates(host), argv).map(lineOf);
    const query = argv.join(' ');
    if (flags.github !== true) return { query, templates };
    const { searchGithub } = await import('../../sources/github.js');
    return { query, templates, github: await searchGithub(host, argv, signal) };
  },
  async render({ templates, github }, view) {
    if (github === undefined) return renderTemplates(templates, view);
    const { renderRepositories } = await import('../../render/sources.js');
    return `${renderTemplates(templates, view)}\n\n${renderRepositories(github, view)}`;
  },
  exitCode: ({ templates, github = [] }) => (templates.length + github.length === 0 ? 1 : 0),
});
