import {
  commands,
  env,
  ProgressLocation,
  window,
  type CancellationToken,
  type Disposable,
} from 'vscode';
import type { AnswerView } from './answerView.js';
import { NoAnswer, run } from './run.js';
import { program } from './settings.js';

/** The four commands; what they say is what the command line says. */
export function registerCommands(view: AnswerView): Disposable[] {
  const all: Readonly<Record<string, () => Promise<void>>> = {
    'nixai.askQuestion': () => askQuestion(view),
    'nixai.explainOption': () => explainOption(view),
    'nixai.searchOptions': () => searchOptions(view),
    'nixai.diagnoseTerminalSelection': () => diagnoseTerminalSelection(view),
  };
  return Object.entries(all).map(([name, work]) => commands.registerCommand(name, work));
}

async function askQuestion(view: AnswerView): Promise<void> {
  const question = await window.showInputBox({ prompt: 'Ask about NixOS, Nix or Home Manager' });
  if (!question?.trim()) return;
  const answer = await answered(['ask', '--raw', '--', question]);
  if (answer !== undefined) await view.show(question, answer);
}

async function explainOption(view: AnswerView): Promise<void> {
  const name =
    pathAtCursor() ?? (await window.showInputBox({ prompt: 'Option, or what it should do' }));
  if (name?.trim()) await explain(view, name, 'explain-option');
}

async function explain(view: AnswerView, name: string, command: string): Promise<void> {
  const answer = await answered([command, '--', name]);
  if (answer !== undefined) await view.showText(name, answer);
}

/** The path of names that the cursor stands in. */
function pathAtCursor(): string | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'nix') return undefined;
  const { document, selection } = editor;
  const path = /[A-Za-z_][\w'-]*(?:\.(?:[A-Za-z_][\w'-]*|"[^"\n]*"))+/;
  const range = document.getWordRangeAtPosition(selection.active, path);
  return range === undefined ? undefined : document.getText(range);
}

interface FoundOption {
  readonly kind: string;
  readonly name: string;
  readonly type?: string;
  readonly set?: string;
  readonly description?: string;
}

async function searchOptions(view: AnswerView): Promise<void> {
  const query = await window.showInputBox({ prompt: 'Search options by name or by purpose' });
  if (!query?.trim()) return;
  const answer = await answered(['search', '--options-only', '--json', '--', query]);
  if (answer === undefined) return;
  const { results = [] } = JSON.parse(answer) as { readonly results?: readonly FoundOption[] };
  const items = results
    .filter(({ kind }) => kind === 'option')
    .map((option) => ({
      label: option.name,
      description: option.type,
      detail: option.description?.split('\n')[0],
      option,
    }));
  if (items.length === 0)
    return void window.showInformationMessage(`nixai: nothing is found for ${query}`);
  const chosen = await window.showQuickPick(items, { title: query, matchOnDescription: true });
  if (chosen === undefined) return;
  const { name, set } = chosen.option;
  await explain(view, name, set === 'home-manager' ? 'explain-home-option' : 'explain-option');
}

async function diagnoseTerminalSelection(view: AnswerView): Promise<void> {
  const log = await terminalSelection();
  if (log.trim() === '')
    return void window.showInformationMessage('nixai: select the failure in the terminal first.');
  const answer = await answered(['diagnose', '--format', 'markdown'], log);
  if (answer !== undefined) await view.show('Diagnosis', answer);
}

/** Editors tell nobody what is selected in a terminal; they copy it, so what was copied before is put back. */
async function terminalSelection(): Promise<string> {
  const before = await env.clipboard.readText();
  try {
    await env.clipboard.writeText('');
    await commands.executeCommand('workbench.action.terminal.copySelection');
    return await env.clipboard.readText();
  } finally {
    await env.clipboard.writeText(before);
  }
}

/** What the program says; undefined where the person was told why it says nothing, or gave it up. */
async function answered(words: readonly string[], input?: string): Promise<string | undefined> {
  const work = async (_: unknown, token: CancellationToken) => {
    try {
      return await run(program(), words, { input, token });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (!token.isCancellationRequested) void tellWhy(error);
      return undefined;
    }
  };
  const location = ProgressLocation.Notification;
  return window.withProgress(
    { location, title: 'nixai is looking it up', cancellable: true },
    work,
  );
}

async function tellWhy({ message, isMissing }: NoAnswer): Promise<void> {
  const settings = 'Open Settings';
  const chosen = await window.showErrorMessage(
    `nixai: ${message}`,
    ...(isMissing ? [settings] : []),
  );
  if (chosen === settings)
    await commands.executeCommand('workbench.action.openSettings', 'nixai.program');
}
