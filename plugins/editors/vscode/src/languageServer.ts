import { window, workspace, type Disposable } from 'vscode';
import { LanguageClient, type Executable } from 'vscode-languageclient/node';
import { hasLanguageServer, moduleClass, program } from './settings.js';

/** `nixai lsp` for the Nix files of this window. */
export class LanguageServer implements Disposable {
  #client: LanguageClient | undefined;
  readonly #files = workspace.createFileSystemWatcher('**/*.nix');
  /** One start or end after the other, however fast settings change. */
  #turn: Promise<void> = Promise.resolve();

  /** As the settings say now. */
  restart(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      await this.#end();
      if (hasLanguageServer()) await this.#start();
    });
    return this.#turn;
  }

  dispose(): Promise<void> {
    this.#files.dispose();
    this.#turn = this.#turn.then(() => this.#end());
    return this.#turn;
  }

  async #start(): Promise<void> {
    const server: Executable = { command: program(), args: ['lsp', '--stdio'] };
    const set = moduleClass();
    try {
      const client = new LanguageClient('nixai', 'nixai', server, {
        documentSelector: [
          { language: 'nix', scheme: 'file' },
          { language: 'nix', scheme: 'untitled' },
        ],
        // What is written by others may be imported here.
        synchronize: { fileEvents: this.#files },
        initializationOptions: set === '' ? {} : { moduleClass: set },
      });
      this.#client = client;
      await client.start();
    } catch (error) {
      this.#client = undefined;
      const why = error instanceof Error ? error.message : String(error);
      void window.showWarningMessage(
        `nixai: the language server does not start (${why}). Is \`nixai\` there, with @nixai/plugin-editors? See the setting nixai.program.`,
      );
    }
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // One that has ended by itself cannot be ended.
    await client?.dispose().catch(() => {});
  }
}
