import { arg, defineCommand, ExitCode, NixaiError, schema, type Infer } from '@nixai/api';

const { object, string, list, optional, described } = schema;
const output = object({
  text: string,
  suggestions: described(
    'Best first.',
    list(
      object({
        template: string,
        framework: optional(string),
        services: list(string),
        withs: described('As flags of devenv create.', list(string)),
        because: described('The words that speak for it.', list(string)),
        command: string,
      }),
    ),
  ),
});
type Suggested = Infer<typeof output>;

export default defineCommand({
  summary: 'Say which environment a description asks for',
  examples: ['<%= config.bin %> devenv suggest "react frontend, node backend and a database"'],
  effects: [],
  output,
  args: { text: arg.rest('What the project is', { required: true }) },
  async run({ host, args }): Promise<Suggested> {
    const { allTemplates } = await import('../../templates/find.js');
    const { services } = await import('../../services/services.js');
    const { suggest } = await import('../../suggest/suggest.js');
    const text = args.text.join(' ');
    const suggestions = suggest(text, await allTemplates(host), services);
    if (suggestions.length > 0) return { text, suggestions };
    throw new NixaiError({
      code: 'devenv-no-suggestion',
      what: 'nothing in that names a language or a framework',
      hint: 'nixai devenv list shows what there is',
      exitCode: ExitCode.failure,
    });
  },
  render({ suggestions }, view) {
    const [first, ...others] = suggestions;
    if (first === undefined) return '';
    const about = (one: (typeof suggestions)[number]) =>
      `${view.code(one.command, 'sh')}\n${view.wrap(`because of: ${one.because.join(', ')}`, 2)}`;
    const more = others.map(about).join('\n\n');
    return more === '' ? about(first) : `${about(first)}\n\n${view.style.heading('Or')}\n${more}`;
  },
});
