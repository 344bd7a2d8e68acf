import { workspace, type ExtensionContext } from 'vscode';
import { AnswerView } from './answerView.js';
import { registerCommands } from './commands.js';
import { LanguageServer } from './languageServer.js';
import { offerMcpServer } from './mcpServer.js';

/** What the editor calls when a Nix file is opened, or a command of ours is run. */
export function activate({ subscriptions, extension }: ExtensionContext): void {
  const view = new AnswerView();
  const server = new LanguageServer();
  const { version } = extension.packageJSON as { readonly version: string };
  subscriptions.push(
    view.register(),
    ...registerCommands(view),
    offerMcpServer(version),
    server,
    workspace.onDidChangeConfiguration((event) => {
      const isOurs = ['nixai.program', 'nixai.languageServer'].some((section) =>
        event.affectsConfiguration(section),
      );
      if (isOurs) void server.restart();
    }),
  );
  // Commands answer while it starts.
  void server.restart();
}
