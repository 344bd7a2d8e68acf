import { schema, type Infer } from '@nixai/api';

const { boolean, described, integer, object, oneOf, optional, string } = schema;

const shownServer = object({
  pid: integer,
  since: described('ISO 8601', string),
  version: string,
  url: optional(described('Where it answers HTTP: MCP at /mcp', string)),
  socket: optional(string),
  token: optional(described('The file with the token that HTTP asks for', string)),
  log: optional(string),
});
export type ShownServer = Infer<typeof shownServer>;

export const startResult = object({
  server: optional(described('The one that was started in the background', shownServer)),
});
export type StartResult = Infer<typeof startResult>;

export const restartResult = object({
  server: shownServer,
  before: optional(described('The number of the process that was ended', integer)),
});
export type RestartResult = Infer<typeof restartResult>;

export const statusResult = object({
  running: boolean,
  answering: boolean,
  why: optional(described('Why it does not answer', string)),
  server: optional(shownServer),
  uptimeSeconds: optional(integer),
});
export type StatusResult = Infer<typeof statusResult>;

export const stopResult = object({
  stopped: described('False where none was running', boolean),
  pid: optional(integer),
  how: optional(oneOf('asked', 'signalled')),
});
export type StopResult = Infer<typeof stopResult>;
