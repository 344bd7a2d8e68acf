import { arg, defineCommand, flag, type ExitCode } from '@nixai/api';
import { builtSchema, eventSchema } from '../results/built.js';

export default defineCommand({
  summary: 'Build with Nix, see it as it runs, and know why it failed',
  description: `What nix build or, for a file without flakes, nix-build builds, with their links, outputs and exit
codes. At a terminal it is drawn as it runs: what is built with its phase and time, what is fetched with its bytes,
how many wait. Where it fails, the log of the derivation that failed is read by nixai diagnose. Words after -- are
for Nix itself.`,
  examples: [
    '<%= config.bin %> build',
    '<%= config.bin %> build nixpkgs#hello --no-link',
    '<%= config.bin %> build web.nix db.nix',
    '<%= config.bin %> build -f default.nix -A web --keep-going',
    '<%= config.bin %> build .#web -- --option cores 2',
  ],
  effects: ['run', 'network', 'write'],
  // Nix ends its builders, and they clean up.
  grace: 5_000,
  output: builtSchema,
  events: eventSchema,
  args: {
    words: arg.rest(
      'Installables: .#NAME, nixpkgs#hello, a file; the flake or default.nix here if absent',
    ),
  },
  flags: {
    file: flag.string('Build this file, as nix-build does', { char: 'f' }),
    attr: flag.string('This attribute of it', { char: 'A' }),
    'keep-going': flag.boolean('Build what can be built, also where something failed', {
      char: 'k',
    }),
    'out-link': flag.string('The name of the link to the result', {
      char: 'o',
      default: 'result',
      exclusive: ['no-link'],
    }),
    'no-link': flag.boolean('Make no link'),
    full: flag.boolean('Where it fails: all that is known, not only what fits on a screen'),
    logs: flag.boolean('Show the lines of all build logs as they come', { char: 'L' }),
  },
  async run(context) {
    const { args, flags } = context;
    const { build } = await import('../build.js');
    const { requestOf } = await import('../request/request.js');
    const request = await requestOf({
      words: args.words,
      file: flags.file,
      attribute: flags.attr,
      keepGoing: flags['keep-going'],
      ...(!flags['no-link'] && { link: flags['out-link'] }),
      folder: process.cwd(),
    });
    return build(context, request, { logs: flags.logs, full: flags.full });
  },
  async render(result, view) {
    return (await import('../render/built.js')).renderBuilt(result, view);
  },
  // It stands in the place of Nix: whoever looks at the code asks about that one.
  exitCode: ({ code }) => code as ExitCode,
});
