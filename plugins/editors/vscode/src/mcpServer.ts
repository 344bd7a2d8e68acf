import { Disposable, EventEmitter, lm, McpStdioServerDefinition, workspace } from 'vscode';
import { hasMcpServer, program } from './settings.js';

/** Offers `nixai mcp-server` to the agents of this editor; nothing where the editor has none. */
export function offerMcpServer(version: string): Disposable {
  // Editors built from VS Code may lack it.
  if (typeof lm?.registerMcpServerDefinitionProvider !== 'function')
    return new Disposable(() => {});
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('nixai')) changed.fire();
    }),
    lm.registerMcpServerDefinitionProvider('nixai', {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () =>
        hasMcpServer()
          ? [
              new McpStdioServerDefinition(
                'nixai',
                program(),
                ['mcp-server', 'start', '--stdio'],
                {},
                version,
              ),
            ]
          : [],
    }),
  );
}
