import { defineCommand, ExitCode, flag, NixaiError, schema, type Infer } from '@nixai/api';

const output = schema.object({ ended: schema.oneOf('exit', 'lost') });

export default defineCommand({
  summary: 'Serve an editor: findings, option help and completion as you type',
  description: `Speaks the Language Server Protocol over standard input and output: an editor starts it, and
docs/editors.md has the settings for each. What is open in the editor is checked as "nixai check" does,
whether it is written or not; options are explained and completed from the option sets at hand. Needs no Nix.
It is a companion of nil and nixd, and does not go to definitions, rename or format.`,
  examples: ['<%= config.bin %> lsp --stdio'],
  effects: ['run', 'network'],
  output,
  flags: {
    stdio: flag.boolean('Over standard input and output, as it does in any case'),
  },
  async run({ host, json, piped, signal }): Promise<Infer<typeof output>> {
    const input = piped();
    // What it says goes to the process's own stdout, so that what it is told must come from there too.
    if (json || input !== process.stdin) throw noEditor();
    const { serve } = await import('../lsp/serve.js');
    return { ended: await serve(host, { input, output: process.stdout, signal }) };
  },
  render: () => '',
  exitCode: ({ ended }) => (ended === 'exit' ? ExitCode.ok : ExitCode.failure),
});

const noEditor = (): NixaiError =>
  new NixaiError({
    code: 'lsp-no-editor',
    what: 'no editor is at the other end',
    why: 'a language server is started by an editor, which talks to it in JSON-RPC',
    hint: 'nixai editors install helix',
    exitCode: ExitCode.usage,
  });
