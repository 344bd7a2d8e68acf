import { workspace } from 'vscode';

/** What a person set for this extension, as it is now. */
const settings = () => workspace.getConfiguration('nixai');

/** The program: a name in `PATH`, or a path. */
export const program = (): string => settings().get<string>('program')?.trim() || 'nixai';

export const hasLanguageServer = (): boolean =>
  settings().get<boolean>('languageServer.enabled', true);

/** The option set of modules of which nothing tells it; empty where that is guessed. */
export const moduleClass = (): string => settings().get<string>('languageServer.moduleClass', '');

export const hasMcpServer = (): boolean => settings().get<boolean>('mcpServer.enabled', true);
