// Stands in for VS Code: what our extension asks of its api, with a person at it who types what a test says.
import Module from 'node:module';

class Disposable {
  constructor(call) {
    this.call = call;
  }
  static from(...all) {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
  dispose() {
    return this.call?.();
  }
}

class EventEmitter {
  listeners = new Set();
  event = (listener) => {
    this.listeners.add(listener);
    return new Disposable(() => this.listeners.delete(listener));
  };
  fire = (value) => this.listeners.forEach((listener) => listener(value));
  dispose() {}
}

const registration = (map, name, value) => {
  map.set(name, value);
  return new Disposable(() => map.delete(name));
};

/** What is asked of anything; a promise, it is none. */
const isPlain = (name) => typeof name === 'symbol' || name === 'then';

/** Whatever else the client of the language server asks for: a namespace, a class, a function. */
const anything = () =>
  new Proxy(class {}, {
    get: (target, name) =>
      name in target || isPlain(name) ? Reflect.get(target, name) : anything(),
    apply: () => new Disposable(),
  });

/** With anything in the place of what is not there. */
const filled = (known) =>
  new Proxy(known, {
    get: (all, name) => (name in all || isPlain(name) ? all[name] : anything()),
  });

/**
 * @param options `settings` and `manifest` of the extension; what the person types, chooses, has selected
 * in the terminal and copied; the line of Nix that is open, and where the cursor stands.
 */
export function createEditor({ manifest, typed, choose, terminal, line, at, ...options }) {
  const settings = { ...options.settings };
  const [commands, providers, servers, told] = [new Map(), new Map(), new Map(), []];
  const changed = new EventEmitter();
  let clipboard = options.clipboard ?? '';
  let shown;
  const tell = async (text) => void told.push(text);
  const builtIn = {
    'markdown.showPreviewToSide': (uri) => {
      shown = providers.get(uri.scheme).provideTextDocumentContent(uri);
    },
    'workbench.action.terminal.copySelection': () => {
      clipboard = terminal ?? clipboard;
    },
  };
  const document = {
    languageId: 'nix',
    getWordRangeAtPosition(position, expression) {
      for (const found of line.matchAll(new RegExp(expression.source, 'g')))
        if (found.index <= position && position <= found.index + found[0].length) return found[0];
      return undefined;
    },
    getText: (range) => range,
  };
  const api = {
    Disposable,
    EventEmitter,
    ProgressLocation: {},
    McpStdioServerDefinition: class {
      constructor(label, command, args, env, version) {
        Object.assign(this, { label, command, args, env, version });
      }
    },
    Uri: { from: (parts) => parts },
    commands: {
      registerCommand: (name, call) => registration(commands, name, call),
      executeCommand: async (name, ...given) => builtIn[name]?.(...given),
    },
    env: {
      clipboard: {
        readText: async () => clipboard,
        writeText: async (text) => void (clipboard = text),
      },
    },
    lm: {
      registerMcpServerDefinitionProvider: (id, provider) => registration(servers, id, provider),
    },
    window: {
      activeTextEditor: line === undefined ? undefined : { document, selection: { active: at } },
      showInputBox: async () => typed,
      showQuickPick: async (items) => items.find(({ label }) => label === choose),
      showInformationMessage: tell,
      showWarningMessage: tell,
      showErrorMessage: tell,
      withProgress: (_, work) =>
        work(
          { report() {} },
          { isCancellationRequested: false, onCancellationRequested: () => new Disposable() },
        ),
    },
    workspace: {
      getConfiguration: (section) => ({
        get: (key, otherwise) =>
          settings[`${section}.${key}`] ??
          otherwise ??
          manifest.contributes.configuration.properties[`${section}.${key}`]?.default,
      }),
      onDidChangeConfiguration: changed.event,
      registerTextDocumentContentProvider: (scheme, provider) =>
        registration(providers, scheme, provider),
      createFileSystemWatcher: () => new Disposable(),
    },
    ...('lm' in options && { lm: options.lm }),
  };
  for (const name of ['commands', 'env', 'window', 'workspace']) api[name] = filled(api[name]);
  const vscode = filled(api);
  const subscriptions = [];
  return {
    async activate(load) {
      const resolve = Module._load;
      Module._load = (name, ...rest) => (name === 'vscode' ? vscode : resolve(name, ...rest));
      try {
        const extension = load();
        await extension.activate({ subscriptions, extension: { packageJSON: manifest } });
      } finally {
        Module._load = resolve;
      }
    },
    commands: () => [...commands.keys()],
    run: (name) => commands.get(name)(),
    mcpServers: (id) => servers.get(id).provideMcpServerDefinitions(),
    set(key, value) {
      settings[key] = value;
      changed.fire({ affectsConfiguration: (section) => key.startsWith(section) });
    },
    shown: () => shown,
    told: () => told,
    clipboard: () => clipboard,
    async close() {
      for (const one of subscriptions) await one.dispose();
    },
  };
}
