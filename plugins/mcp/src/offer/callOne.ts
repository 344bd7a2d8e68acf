import { ExitCode, NixaiError, messageOf, type CommandContext } from '@nixai/api';
import { tokensOf } from './definitions.js';
import { openOffer, type MannerFlags } from './open.js';

type CallContext = Omit<CommandContext, 'flags' | 'args'> & {
  readonly flags: MannerFlags;
  readonly args: { readonly tool: string; readonly input?: string };
};

/** One call without a server. */
export async function callOne(context: CallContext) {
  const { args, flags, signal, stdin } = context;
  const input = inputOf(args.input ?? (await stdin()) ?? '{}');
  const { offer, close } = openOffer(context, flags, signal);
  try {
    const outcome = await offer.call(args.tool, input, signal);
    if (outcome === undefined) throw noSuchTool(args.tool, await offer.tools());
    const { ok, text } = outcome;
    return { tool: args.tool, ok, text, tokens: tokensOf(text), ...(ok && { data: outcome.data }) };
  } finally {
    await close();
  }
}

function inputOf(text: string): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(text);
    if (typeof input === 'object' && input !== null && !Array.isArray(input))
      return input as Record<string, unknown>;
    throw new Error('it is no object');
  } catch (error) {
    throw new NixaiError({
      code: 'usage',
      what: 'the input is not JSON',
      why: messageOf(error),
      hint: `nixai mcp-server call nixos_option '{"name":"services.openssh.enable"}'`,
      exitCode: ExitCode.usage,
    });
  }
}

function noSuchTool(name: string, tools: readonly { readonly name: string }[]): NixaiError {
  return new NixaiError({
    code: 'unknown-tool',
    what: `there is no tool "${name}"`,
    why: `there are: ${tools.map((one) => one.name).join(', ')}`,
    hint: 'nixai mcp-server tools',
    exitCode: ExitCode.usage,
  });
}
