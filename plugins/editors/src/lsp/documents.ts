import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CheckTarget, OptionSet } from '@nixai/api';
import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Positions } from './positions.js';

/** A Nix file that is open in the editor, as it stands there. */
export class OpenDocument {
  /** The option set that its module seems to be of; looked at again whenever somebody stops writing. */
  guessed: OptionSet | undefined;

  constructor(
    public text: TextDocument,
    /** Where it lies or would lie; its URI where that is no file. */
    readonly path: string,
  ) {}

  /** A file that is not written yet is checked as a text. */
  get target(): CheckTarget {
    return existsSync(this.path) ? this.path : { name: this.path, text: this.text.getText() };
  }
}

/** What is open in the editor. */
export class Documents {
  readonly #open = new Map<string, OpenDocument>();

  get all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(uri);
  }

  /** What the files that are open say there, by their paths. */
  get texts(): ReadonlyMap<string, string> {
    return new Map(this.all.map(({ path, text }) => [path, text.getText()]));
  }

  /** @returns undefined for what is no Nix. */
  open({ uri, languageId, version, text }: TextDocumentItem): OpenDocument | undefined {
    if (languageId !== 'nix' && !uri.endsWith('.nix')) return undefined;
    const document = new OpenDocument(
      TextDocument.create(uri, languageId, version, text),
      pathOf(uri),
    );
    this.#open.set(uri, document);
    return document;
  }

  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
    positions: Positions,
  ): OpenDocument | undefined {
    const document = this.#open.get(uri);
    if (document === undefined) return undefined;
    // Each change is of the text that those before it have left.
    for (const change of changes) {
      const { text } = change;
      const now = document.text;
      const inUnits = (position: Parameters<Positions['offsetAt']>[1]) =>
        now.positionAt(positions.offsetAt(now, position));
      const read =
        'range' in change
          ? { text, range: { start: inUnits(change.range.start), end: inUnits(change.range.end) } }
          : { text };
      document.text = TextDocument.update(now, [read], version);
    }
    return document;
  }

  close(uri: string): void {
    this.#open.delete(uri);
  }
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return uri;
  }
}
