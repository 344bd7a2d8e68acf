import { commands, type CommandContext, type Host, type ToolInfo } from '@nixai/api';
import { mcpSettings, type McpSettings } from '../settings.js';
import { foldersOf } from './folders.js';
import { createOffer, type Called, type Manner, type Offer } from './offer.js';
import { indexWatch, openSession, type RenewedSession } from './session.js';

/** What the command line says of a server; it wins over the settings. */
export interface MannerFlags {
  readonly tools?: string;
  readonly 'allow-write'?: boolean;
  readonly 'max-output-tokens'?: number;
  readonly folders?: string;
}

export interface OpenOffer {
  readonly offer: Offer;
  /** Answers as these settings say from now on, with everything read anew. */
  renew(settings: McpSettings): void;
  close(): Promise<void>;
}

async function mannerOf(host: Host, flags: MannerFlags, settings: McpSettings): Promise<Manner> {
  const chosen = [...settings.folders, ...(flags.folders?.split(',') ?? [])];
  return {
    maxTokens: flags['max-output-tokens'] ?? settings.max_output_tokens,
    allowWrite: flags['allow-write'] === true || settings.allow_write,
    tools: flags.tools === undefined ? settings.tools : flags.tools.split(','),
    folders: await foldersOf(chosen, await host.config.get('nixos_folder'), process.cwd()),
  };
}

/**
 * The tools of this machine, ready to be called. What calls need is built by the first of them, so that
 * a client is greeted at once.
 */
export function openOffer(
  { host, view }: Pick<CommandContext, 'host' | 'view'>,
  flags: MannerFlags,
  signal: AbortSignal,
  onCall?: (call: Called) => void,
): OpenOffer {
  let manner: Promise<Manner> | undefined;
  let all: Promise<readonly ToolInfo[]> | undefined;
  let session: Promise<RenewedSession> | undefined;
  const open = () =>
    (session ??= host.service(commands).then((service) => openSession(service, { signal })));
  const read = async () => mannerOf(host, flags, await (await host.service(mcpSettings))());
  const hasNewIndex = indexWatch(host);
  const offer = createOffer({
    all: () => (all ??= host.service(commands).then((service) => service.tools())),
    session: async () => (await open()).current(),
    manner: () => (manner ??= read()),
    view,
    onCall,
  });
  return {
    offer: {
      tools: offer.tools,
      async call(...call) {
        if (await hasNewIndex()) (await open()).renew();
        return offer.call(...call);
      },
    },
    renew(settings) {
      manner = mannerOf(host, flags, settings);
      // Who calls next is told.
      manner.catch(() => {});
      void session?.then((one) => one.renew());
    },
    close: async () => (await session)?.close(),
  };
}
