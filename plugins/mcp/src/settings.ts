import { token, type ConfigCheck, type ConfigFault, type ConfigSection } from '@nixai/api';

export interface McpSettings {
  /** Names of the tools that are offered; all of them if absent. */
  readonly tools?: readonly string[];
  /** Tokens (bytes / 4) that one result may have. */
  readonly max_output_tokens: number;
  /** Whether tools that change files are offered. */
  readonly allow_write: boolean;
  /** Folders whose files tools may read, beside the configuration and where the server was started. */
  readonly folders: readonly string[];
  readonly host: string;
  readonly port: number;
}

/** Reads the section; declared once, when the plugin is registered. */
export const mcpSettings = token<() => Promise<McpSettings>>('mcp.settings');

/** The plugin's section of the configuration. */
export const mcpSection: ConfigSection<McpSettings> = {
  name: 'mcp',
  describe: {
    tools: 'The tools that agents are offered; all if absent',
    max_output_tokens: 'Tokens (bytes / 4) that one result may have',
    allow_write: 'Whether tools that change files are offered',
    folders:
      'Folders whose files tools may read, beside nixos_folder and where the server is started',
    host: 'The address of this machine that HTTP listens at',
    port: 'The port that HTTP listens at',
  },
  defaults: {
    max_output_tokens: 2000,
    allow_write: false,
    folders: [],
    host: '127.0.0.1',
    port: 8081,
  },
  validate,
};

export const leastTokens = 100;
export const mostTokens = 100_000;

function validate(raw: unknown): ConfigCheck<McpSettings> {
  const {
    tools,
    max_output_tokens: tokens,
    allow_write: write,
    folders,
    host,
    port,
  } = raw as Record<string, unknown>;
  const faults: ConfigFault[] = [];
  const wrong = (path: string, message: string) => void faults.push({ path: [path], message });
  if (tools !== undefined && !areTexts(tools)) wrong('tools', 'expected a list of names of tools');
  if (!isWhole(tokens, leastTokens, mostTokens))
    wrong('max_output_tokens', `expected an integer from ${leastTokens} to ${mostTokens}`);
  if (typeof write !== 'boolean') wrong('allow_write', 'expected true or false');
  if (!areTexts(folders) || !folders.every((one) => /^~?\//.test(one)))
    wrong('folders', 'expected a list of folders: [/srv/configs, ~/machines]');
  if (typeof host !== 'string' || host === '') wrong('host', 'expected an address: 127.0.0.1');
  if (!isWhole(port, 1, 65_535)) wrong('port', 'expected an integer from 1 to 65535');
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: raw as McpSettings };
}

const areTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const isWhole = (value: unknown, min: number, max: number): boolean =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
