import type { CommandInfo, Commands, LoadedCommand } from '@nixai/api';
import type { OwnHost } from '../../host/host.js';
import { commandAt, type Catalog, type CatalogEntry } from '../catalog.js';
import { completeLine } from './complete.js';
import { inputSchema } from './inputSchema.js';
import { wordsOf } from './line.js';
import { openSession, unknownCommand } from './session.js';
import { listTools } from './tools.js';

/** Milliseconds that a person waits for a word to be completed. */
const patience = 2000;

/** All commands as values: what the REPL, MCP and workflows call, and shells complete with. */
export function createCommands(host: OwnHost, catalog: Catalog): Commands {
  return {
    async list({ hidden = false } = {}) {
      const entries = catalog().filter((entry) => hidden || !entry.hidden);
      return Promise.all(entries.map(async (entry) => infoOf(entry, await entry.load())));
    },
    tools: () => listTools(catalog),
    async invoke<R>(...[id, input, session = {}]: Parameters<Commands['invoke']>) {
      const own = openSession(host, catalog, session);
      try {
        return await own.invoke<R>(id, input);
      } finally {
        await own.close();
      }
    },
    open: (session) => openSession(host, catalog, session),
    parse(line) {
      const words = wordsOf(line);
      const found = commandAt(catalog(), words);
      if (found === undefined) throw unknownCommand(words.join(' '));
      return { id: found.entry.id, argv: found.rest };
    },
    complete(line, at = line.length, signal = AbortSignal.timeout(patience)) {
      return completeLine(host, catalog(), line.slice(0, at), signal);
    },
  };
}

function infoOf(
  { id, origin, summary, hidden }: CatalogEntry,
  command: LoadedCommand,
): CommandInfo {
  const { description, effects, output, events, deprecated } = command;
  return {
    id,
    origin,
    summary,
    description,
    input: inputSchema(command),
    output,
    effects,
    hidden,
    deprecated,
    streams: events !== undefined,
  };
}
