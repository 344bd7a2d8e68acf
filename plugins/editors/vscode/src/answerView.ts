import {
  commands,
  Uri,
  workspace,
  type Disposable,
  type TextDocumentContentProvider,
} from 'vscode';

const scheme = 'nixai';

/** How many answers can be looked at again; older ones are empty. */
const kept = 20;

/** Shows answers in the editor's own Markdown preview, which runs no scripts. */
export class AnswerView implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  #last = 0;

  register(): Disposable {
    return workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent({ path }: Uri): string {
    return this.#texts.get(path) ?? '';
  }

  async show(title: string, markdown: string): Promise<void> {
    // A new address each time: the text of an old one is kept by the editor.
    const path = `/${++this.#last}/${title.replaceAll('/', '∕')}.md`;
    this.#texts.set(path, markdown);
    for (const old of [...this.#texts.keys()].slice(0, -kept)) this.#texts.delete(old);
    await commands.executeCommand('markdown.showPreviewToSide', Uri.from({ scheme, path }));
  }
}
