import { arg, defineCommand } from '@nixai/api';

export default defineCommand({
  summary: "Change one setting in the user's file",
  description: 'Checked before it is written; comments and layout of the file stay as they are.',
  examples: [
    '<%= config.bin %> config set ai_provider ollama',
    '<%= config.bin %> config set ai_fallback gemini openai',
  ],
  args: {
    key: arg.string('Dotted path: mcp_server.port', { required: true }),
    value: arg.rest('The value; several words for a list', { required: true }),
  },
  strict: false,
  run: ({ host, args, argv }) => host.config.set(args.key, argv.slice(1)),
  async render(change, view) {
    const { renderChange } = await import('../../config/full.js');
    return renderChange(change, view);
  },
});
