import { randomUUID } from 'node:crypto';
import {
  isInitializeRequest,
  legacyStatelessFallback,
  WebStandardStreamableHTTPServerTransport,
  type McpServerFactory,
} from '@modelcontextprotocol/server';

/** Clients of the older era that are known at once; who was silent for longest has to greet again. */
const most = 64;

/** The older era over HTTP. */
export interface Sessions {
  answer(request: Request, body: unknown): Promise<Response>;
  close(): Promise<void>;
}

/**
 * A client that greets has a session from then on, so that what it cancels is cancelled, and it can be
 * asked something in the midst of a call. One that does not greet is answered all the same, each
 * request by itself.
 */
export function createSessions(
  create: McpServerFactory,
  onError: (error: Error) => void,
): Sessions {
  /** By their names; who was heard last stands last. */
  const open = new Map<string, WebStandardStreamableHTTPServerTransport>();
  const answerAlone = legacyStatelessFallback(create, onError);

  async function greet(request: Request, parsedBody: unknown): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized(id) {
        open.set(id, transport);
        for (const old of [...open.keys()].slice(0, -most)) forget(old);
      },
    });
    transport.onerror = onError;
    const server = await create({ era: 'legacy', requestInfo: request });
    await server.connect(transport);
    return transport.handleRequest(request, { parsedBody });
  }

  function forget(id: string): void {
    open.get(id)?.close().catch(onError);
    open.delete(id);
  }

  return {
    async answer(request, parsedBody) {
      const id = request.headers.get('mcp-session-id');
      if (id === null)
        return isInitializeRequest(parsedBody)
          ? greet(request, parsedBody)
          : answerAlone(request, { parsedBody });
      const transport = open.get(id);
      // It says to the client that it has to greet again.
      if (transport === undefined)
        return Response.json({ error: 'no such session' }, { status: 404 });
      open.delete(id);
      open.set(id, transport);
      return transport.handleRequest(request, { parsedBody });
    },
    async close() {
      await Promise.all([...open.values()].map((one) => one.close()));
      open.clear();
    },
  };
}
