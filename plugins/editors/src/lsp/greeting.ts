import type { InitializeParams, InitializeResult } from 'vscode-languageserver';
import { assistantCommands } from './assistantCommands.js';
import { chooseEncoding } from './encoding.js';

/** What mends everything in a file that can be mended safely, as `check --fix` does. */
export const fixAll = 'source.fixAll.nixai';

/** The protocol's number for changes that are told in pieces. */
const incremental = 2;

/**
 * What the server can, for an editor that can so much. Nothing of the protocol's library is asked for: an
 * editor waits for this one.
 */
export function greeting(
  { capabilities }: Pick<InitializeParams, 'capabilities'>,
  version: string,
): InitializeResult {
  return {
    serverInfo: { name: 'nixai', version },
    capabilities: {
      positionEncoding: chooseEncoding(capabilities.general?.positionEncodings),
      textDocumentSync: { openClose: true, change: incremental, save: true },
      hoverProvider: true,
      completionProvider: { triggerCharacters: ['.'], resolveProvider: true },
      codeActionProvider: { codeActionKinds: ['quickfix', fixAll] },
      documentLinkProvider: {},
      executeCommandProvider: { commands: [...assistantCommands] },
      // One that asks for findings itself is not told them.
      ...(capabilities.textDocument?.diagnostic !== undefined && {
        diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
      }),
    },
  };
}
