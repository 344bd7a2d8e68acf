import { pathToFileURL } from 'node:url';
import {
  checker,
  docs,
  messageOf,
  type Checker,
  type CheckFinding,
  type CheckOptions,
  type Commands,
  type DocsEngine,
  type HostWith,
  type OptionPlace,
  type OptionSet,
} from '@nixai/api';
import {
  CompletionItemKind,
  DiagnosticRefreshRequest,
  InsertTextFormat,
  MarkupKind,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  type CompletionItem,
  type Connection,
  type DocumentLink,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { runAssistant } from './assistant.js';
import { isAssistantCommand } from './assistantCommands.js';
import { codeActions } from './codeActions.js';
import type { Completed } from './completion/complete.js';
import { diagnosticOf } from './diagnostics.js';
import { Documents, type OpenDocument } from './documents.js';
import { chooseEncoding } from './encoding.js';
import { greeting } from './greeting.js';
import { Positions } from './positions.js';
import { settingsOf } from './settings.js';

/** Milliseconds without a key before a file is checked again. */
const pause = 200;

/** One editor at the other end of a connection. */
export class Session {
  readonly #documents = new Documents();
  readonly #closing = new AbortController();
  #positions = new Positions('utf-16');
  #client: ClientCapabilities = {};
  #set: OptionSet | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** What was found in the text of a document as it is now. */
  readonly #found = new Map<
    OpenDocument,
    { text: unknown; findings: Promise<readonly CheckFinding[]> }
  >();

  constructor(
    readonly host: HostWith<Checker | DocsEngine | Commands>,
    readonly connection: Connection,
  ) {
    connection.onInitialize((params) => this.#initialize(params));
    connection.onDidOpenTextDocument(({ textDocument }) => {
      if (this.#documents.open(textDocument) !== undefined) this.#changed(0);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      this.#documents.change(uri, version, contentChanges, this.#positions);
      this.#changed(pause);
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => this.#closed(uri));
    // What is written by others, or by this editor, may be imported here.
    connection.onDidChangeWatchedFiles(() => this.#changed(0));
    connection.onDidSaveTextDocument(() => this.#changed(0));
    connection.languages.diagnostics.on(({ textDocument: { uri } }) => this.#pulled(uri));
    connection.onHover((at) => this.#hover(at));
    connection.onCompletion((at) => this.#complete(at));
    connection.onCompletionResolve((item) => this.#resolve(item));
    connection.onCodeAction((asked) => this.#codeActions(asked));
    connection.onDocumentLinks(({ textDocument: { uri } }) => this.#links(uri));
    connection.onExecuteCommand(({ command, arguments: [text] = [] }) =>
      isAssistantCommand(command)
        ? runAssistant(host, command, String(text ?? ''), this.#closing.signal)
        : undefined,
    );
  }

  /** What is going on is given up. */
  close(): void {
    clearTimeout(this.#timer);
    this.#closing.abort();
  }

  #initialize({ capabilities, initializationOptions }: InitializeParams): InitializeResult {
    this.#client = capabilities;
    this.#positions = new Positions(chooseEncoding(capabilities.general?.positionEncodings));
    this.#set = settingsOf(initializationOptions).moduleClass;
    return greeting({ capabilities }, this.host.version);
  }

  /** Whether the editor asks for findings itself. */
  get #pulls(): boolean {
    return this.#client.textDocument?.diagnostic !== undefined;
  }

  get #options(): CheckOptions {
    return { texts: this.#documents.texts, set: this.#set };
  }

  #changed(after: number): void {
    this.#found.clear();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tellAll(), after);
  }

  #closed(uri: string): void {
    this.#documents.close(uri);
    if (!this.#pulls) void this.connection.sendDiagnostics({ uri, diagnostics: [] });
    this.#changed(0);
  }

  /** Findings of everything that is open: one file may import another. */
  async #tellAll(): Promise<void> {
    for (const document of this.#documents.all) document.guessed = undefined;
    if (this.#pulls) {
      if (
        this.#client.workspace?.diagnostics?.refreshSupport === true &&
        this.#documents.all.length > 1
      )
        await this.connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => {});
      return;
    }
    for (const document of this.#documents.all) {
      const { text } = document;
      const diagnostics = await this.#diagnosticsOf(document);
      // It was changed meanwhile, or closed: then another round comes.
      if (document.text !== text || this.#documents.get(text.uri) !== document) return;
      await this.connection.sendDiagnostics({ uri: text.uri, version: text.version, diagnostics });
    }
  }

  async #pulled(uri: string) {
    const document = this.#documents.get(uri);
    const items = document === undefined ? [] : await this.#diagnosticsOf(document);
    return { kind: 'full' as const, items };
  }

  async #diagnosticsOf(document: OpenDocument) {
    const { text } = document;
    const findings = await this.#findingsOf(document);
    return findings.map((finding) => diagnosticOf(finding, text, this.#positions));
  }

  /** As `nixai check FILE` finds them, of that file alone. */
  #findingsOf(document: OpenDocument): Promise<readonly CheckFinding[]> {
    const known = this.#found.get(document);
    if (known?.text === document.text) return known.findings;
    const findings = this.#check(document);
    this.#found.set(document, { text: document.text, findings });
    return findings;
  }

  async #check({ target, path }: OpenDocument): Promise<readonly CheckFinding[]> {
    try {
      const check = await this.host.service(checker);
      const { findings } = await check.check(target, this.#options);
      return findings.filter(({ file }) => file === path);
    } catch (error) {
      this.connection.console.error(`${path}: ${messageOf(error)}`);
      return [];
    }
  }

  /** @param text the document's, or that with what is being written finished. */
  async #placesIn(document: OpenDocument, text: string): Promise<readonly OptionPlace[]> {
    const check = await this.host.service(checker);
    const known = this.#set ?? document.guessed;
    const { set, places } = await check.optionPlaces({ name: document.path, text }, { set: known });
    document.guessed = set;
    return places;
  }

  async #hover({ textDocument, position }: TextDocumentPositionParams): Promise<Hover | null> {
    const document = this.#documents.get(textDocument.uri);
    if (document === undefined) return null;
    const { hoverAt } = await import('./hover.js');
    const { text } = document;
    const offset = this.#positions.offsetAt(text, position);
    const places = await this.#placesIn(document, text.getText());
    const found = await hoverAt(this.host, places, offset);
    if (found === undefined) return null;
    const contents = { kind: MarkupKind.Markdown, value: found.markdown };
    return { contents, range: this.#positions.rangeOf(text, found) };
  }

  async #complete({
    textDocument,
    position,
  }: TextDocumentPositionParams): Promise<CompletionItem[] | null> {
    const document = this.#documents.get(textDocument.uri);
    if (document === undefined) return null;
    const { completeAt } = await import('./completion/complete.js');
    const { text } = document;
    const offset = this.#positions.offsetAt(text, position);
    const snippets = this.#client.textDocument?.completion?.completionItem?.snippetSupport === true;
    const found = await completeAt(this.host, text.getText(), offset, {
      snippets,
      placesIn: (mended) => this.#placesIn(document, mended),
    });
    if (found === undefined) return null;
    const range = this.#positions.rangeOf(text, found);
    return found.items.map((item) => ({
      label: item.label,
      kind: kinds[item.kind],
      detail: item.detail,
      textEdit: { range, newText: item.insert },
      insertTextFormat:
        snippets && item.insert.includes('$')
          ? InsertTextFormat.Snippet
          : InsertTextFormat.PlainText,
      data: item.option,
    }));
  }

  async #resolve(item: CompletionItem): Promise<CompletionItem> {
    const option = item.data as Completed['option'];
    if (option === undefined) return item;
    const catalog = await (await this.host.service(docs)).catalog(option.set);
    const { pathText } = await import('./optionText.js');
    const value = catalog && pathText(catalog, option.path);
    if (value === undefined) return item;
    return { ...item, documentation: { kind: MarkupKind.Markdown, value } };
  }

  async #codeActions({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const document = this.#documents.get(textDocument.uri);
    if (document === undefined) return [];
    const asked = {
      start: this.#positions.offsetAt(document.text, range.start),
      end: this.#positions.offsetAt(document.text, range.end),
      only: context.only,
    };
    const findings = await this.#findingsOf(document);
    const check = await this.host.service(checker);
    return codeActions(check, document, findings, asked, this.#positions, this.#options);
  }

  async #links(uri: string): Promise<DocumentLink[]> {
    const document = this.#documents.get(uri);
    if (document === undefined) return [];
    const { importLinks } = await import('./links.js');
    const found = await importLinks(document.path, document.text.getText());
    return found.map((link) => ({
      range: this.#positions.rangeOf(document.text, link),
      target: pathToFileURL(link.path).href,
    }));
  }
}

const kinds: Readonly<Record<Completed['kind'], CompletionItemKind>> = {
  option: CompletionItemKind.Property,
  namespace: CompletionItemKind.Module,
  'any name': CompletionItemKind.Variable,
  value: CompletionItemKind.Value,
};
