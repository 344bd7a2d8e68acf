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

  show(title: string, markdown: string): Promise<void> {
    return this.#open(title, fetching.test(markdown) ? asText(markdown) : markdown);
  }

  showText(title: string, text: string): Promise<void> {
    return this.#open(title, asText(text));
  }

  async #open(title: string, markdown: string): Promise<void> {
    // A new address each time: the text of an old one is kept by the editor.
    const path = `/${++this.#last}/${title.replaceAll('/', '∕')}.md`;
    this.#texts.set(path, markdown);
    for (const old of [...this.#texts.keys()].slice(0, -kept)) this.#texts.delete(old);
    await commands.executeCommand('markdown.showPreviewToSide', Uri.from({ scheme, path }));
  }
}

/**
 * What a preview would fetch by being looked at: images, and tags that have attributes. A log or a model may
 * write one whose address has in it what else it has seen; such an answer is shown as the text that it is.
 */
const fetching = /!\[|<style|<[a-z][^<>]*=/i;

/** A text whose lines are as they are; its marks are longer than any in it. */
function asText(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}\n`;
}
