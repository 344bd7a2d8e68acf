import { commands, type CommandContext, type ToolInfo } from '@nixai/api';
import { mcpSettings, type McpSettings } from '../settings.js';
import { createOffer, type Called, type Manner, type Offer } from './offer.js';
import { indexWatch, openSession } from './session.js';

/** What the command line says of a server; it wins over the settings. */
export interface MannerFlags {
  readonly tools?: string;
  readonly 'allow-write'?: boolean;
  readonly 'max-output-tokens'?: number;
}

export interface OpenOffer {
  readonly offer: Offer;
  /** Answers as these settings say from now on, with everything read anew. */
  renew(settings: McpSettings): void;
  close(): Promise<void>;
}

function mannerOf(flags: MannerFlags, settings: McpSettings): Manner {
  return {
    maxTokens: flags['max-output-tokens'] ?? settings.max_output_tokens,
    allowWrite: flags['allow-write'] === true || settings.allow_write,
    tools: flags.tools === undefined ? settings.tools : flags.tools.split(','),
  };
}

/** The tools of this machine, ready to be called. */
export async function openOffer(
  { host, view }: Pick<CommandContext, 'host' | 'view'>,
  flags: MannerFlags,
  signal: AbortSignal,
  onCall?: (call: Called) => void,
): Promise<OpenOffer> {
  const [service, read] = await Promise.all([host.service(commands), host.service(mcpSettings)]);
  let manner = mannerOf(flags, await read());
  let all: Promise<readonly ToolInfo[]> | undefined;
  const session = openSession(service, { signal });
  const hasNewIndex = indexWatch(host);
  const offer = createOffer({
    all: () => (all ??= service.tools()),
    session: session.current,
    manner: () => manner,
    view,
    onCall,
  });
  return {
    offer: {
      tools: offer.tools,
      async call(...call) {
        if (await hasNewIndex()) session.renew();
        return offer.call(...call);
      },
    },
    renew(settings) {
      manner = mannerOf(flags, settings);
      session.renew();
    },
    close: session.close,
  };
}
