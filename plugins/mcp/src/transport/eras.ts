import {
  createMcpHandler,
  isLegacyRequest,
  type McpServerFactory,
} from '@modelcontextprotocol/server';
import { createSessions } from './sessions.js';

/** Answers requests of both eras of the protocol. */
export interface Eras {
  /** @param body the text of the request, which has been read. */
  answer(request: Request, body: string): Promise<Response>;
  close(): Promise<void>;
}

export function createEras(
  create: McpServerFactory,
  largestBody: number,
  onerror: (error: Error) => void,
): Eras {
  const maxRequestBodySize = largestBody;
  const modern = createMcpHandler(create, { legacy: 'reject', maxRequestBodySize, onerror });
  const legacy = createSessions(create, onerror);
  return {
    async answer(request, body) {
      const parsed = parsedOf(body);
      // Whoever is of no era is told so by the newer one.
      const isLegacy = parsed !== undefined && (await isLegacyRequest(request, parsed));
      return isLegacy ? legacy.answer(request, parsed) : modern.fetch(request);
    },
    async close() {
      await Promise.all([modern.close(), legacy.close()]);
    },
  };
}

/** @returns undefined for what is no JSON. */
function parsedOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
