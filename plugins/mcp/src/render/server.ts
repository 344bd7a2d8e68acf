import type { View } from '@nixai/api';
import type { ShownServer, StatusResult, StopResult } from '../results/server.js';

/** Where a server is, and what a client of HTTP has to show. */
export function renderServer({ pid, url, socket, token, log }: ShownServer, view: View): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['HTTP', url === undefined ? undefined : `${url}/mcp`],
    ['token', token],
    ['socket', socket],
    ['log', log],
  ];
  const shown = facts.filter(([, fact]) => fact !== undefined);
  return [
    view.style.good(`The MCP server is running (number ${pid}).`),
    ...shown.map(([label, fact]) => `  ${label.padEnd(6)} ${fact}`),
  ].join('\n');
}

export function renderStatus(result: StatusResult, view: View): string {
  const { running, answering, why, server, uptimeSeconds = 0 } = result;
  if (server === undefined || !running)
    return `No MCP server is running.\n${view.style.dim('nixai mcp-server start -d')}`;
  const up = view.style.dim(`since ${server.since}, ${uptimeSeconds} s`);
  if (answering) return `${renderServer(server, view)}\n  ${up}`;
  const silent = `The MCP server is there (number ${server.pid}), and does not answer: ${why}`;
  return `${view.wrap(view.style.bad(silent))}\n${view.style.dim('nixai mcp-server restart')}`;
}

export function renderStopped({ stopped, pid }: StopResult): string {
  return stopped ? `Ended the MCP server (number ${pid}).` : 'No MCP server was running.';
}
