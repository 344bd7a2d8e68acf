import { createInterface } from 'node:readline';
import { NixaiError, processes, type Host } from '@nixai/api';
import type { Launch } from './client.js';

/** Milliseconds in which a client wants its first answer. */
const patience = 30_000;

/** What a server said when it was started as a client starts it. */
export interface Proof {
  readonly tools: number;
  readonly milliseconds: number;
}

/**
 * Starts what was written down, and asks for its tools.
 * @throws NixaiError `mcp-unproven`, or what the program ends with.
 */
export async function prove(host: Host, { command, args }: Launch): Promise<Proof> {
  const began = performance.now();
  const runner = await host.service(processes);
  const program = await runner.start([command, ...args], { signal: AbortSignal.timeout(patience) });
  program.stderr.resume();
  program.exited.catch(() => {});
  try {
    program.stdin.on('error', () => {});
    program.stdin.write(`${JSON.stringify(question)}\n`);
    for await (const line of createInterface(program.stdout)) {
      const tools = toolsIn(line);
      if (tools > 0) return { tools, milliseconds: Math.round(performance.now() - began) };
    }
    throw new Error('it ended without an answer');
  } catch (cause) {
    throw new NixaiError({
      code: 'mcp-unproven',
      what: `what was written does not start a server: ${[command, ...args].join(' ')}`,
      why: cause instanceof Error ? cause.message : undefined,
      hint: 'nixai doctor',
      cause,
    });
  } finally {
    program.stdin.end();
    program.end();
  }
}

function toolsIn(line: string): number {
  try {
    const { result } = JSON.parse(line) as { readonly result?: { readonly tools?: unknown } };
    return Array.isArray(result?.tools) ? result.tools.length : 0;
  } catch {
    return 0;
  }
}

const question = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/list',
  params: {
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'nixai', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};
