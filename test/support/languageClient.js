// An editor at the other end of `nixai lsp`: a real client of the protocol over the pipes of a process.
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/** Talks to a server that was started. `capabilities` is what the editor can. */
export function createClient(child) {
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const told = new Map();
  const waiting = new Set();
  connection.onNotification('textDocument/publishDiagnostics', (params) => {
    told.set(params.uri, params);
    for (const look of waiting) look();
  });
  connection.listen();
  const uriOf = (path) => (path.includes('://') ? path : pathToFileURL(path).href);
  const at = (path, line, character) => ({
    textDocument: { uri: uriOf(path) },
    position: { line, character },
  });
  return {
    connection,
    uriOf,
    async initialize(capabilities = {}, initializationOptions) {
      const result = await connection.sendRequest('initialize', {
        processId: process.pid,
        rootUri: null,
        capabilities,
        initializationOptions,
      });
      await connection.sendNotification('initialized', {});
      return result;
    },
    open: (path, text, version = 1) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uriOf(path), languageId: 'nix', version, text },
      }),
    change: (path, version, contentChanges) =>
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: uriOf(path), version },
        contentChanges,
      }),
    close: (path) =>
      connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } }),
    /** What the server says of that version of a file; without a version, when it was closed. */
    diagnostics: (path, version) =>
      new Promise((resolve) => {
        const look = () => {
          const last = told.get(uriOf(path));
          if (last === undefined || last.version !== version) return;
          waiting.delete(look);
          resolve(last.diagnostics);
        };
        waiting.add(look);
        look();
      }),
    pull: (path) =>
      connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: uriOf(path) } }),
    hover: (path, line, character) =>
      connection.sendRequest('textDocument/hover', at(path, line, character)),
    complete: (path, line, character) =>
      connection.sendRequest('textDocument/completion', at(path, line, character)),
    resolve: (item) => connection.sendRequest('completionItem/resolve', item),
    actions: (path, range, context = { diagnostics: [] }) =>
      connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: uriOf(path) },
        range,
        context,
      }),
    links: (path) =>
      connection.sendRequest('textDocument/documentLink', { textDocument: { uri: uriOf(path) } }),
    execute: (command, ...words) =>
      connection.sendRequest('workspace/executeCommand', { command, arguments: words }),
    async end() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
    },
  };
}

/** A text with the edits of an editor made. */
export function applyEdits(text, edits) {
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  const offset = ({ line, character }) => starts[line] + character;
  return edits
    .toSorted((one, other) => offset(other.range.start) - offset(one.range.start))
    .reduce(
      (made, { range, newText }) =>
        made.slice(0, offset(range.start)) + newText + made.slice(offset(range.end)),
      text,
    );
}
