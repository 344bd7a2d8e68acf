import {
  commands,
  sanitizer,
  type CommandContext,
  type CommandSession,
  type Commands,
  type Host,
  type SessionEvent,
} from '@nixai/api';
import { newState, type SettingName, type State } from './state.js';

export type Context = Pick<
  CommandContext,
  'host' | 'signal' | 'prompt' | 'view' | 'notice' | 'progress' | 'json'
>;

/** What commands are run with, and what is known of what was run. */
export interface Shell {
  readonly host: Host;
  readonly context: Context;
  readonly commands: Commands;
  /** Whether a person is at the prompt. */
  readonly isAtTerminal: boolean;
  readonly state: State;
  /** What commands are called in; another one after a setting was changed. */
  session(): CommandSession;
  /** Sets variables that all commands from now on are run with. */
  set(settings: Partial<Record<SettingName, string | undefined>>): Promise<void>;
  /** Prints a text of the answer. */
  print(text: string): void;
  /** A text without what a terminal would obey. */
  clean(text: string): string;
  close(): Promise<void>;
}

export async function openShell(context: Context, noAi: boolean): Promise<Shell> {
  const service = await context.host.service(commands);
  const { clean } = await context.host.service(sanitizer);
  const state = newState();
  const before: Partial<Record<SettingName, string | undefined>> = {};
  if (noAi) state.noAi = true;
  const open = (): CommandSession =>
    service.open({ view: context.view, prompt: context.prompt, sink: tellOn(context) });
  let session = open();
  const shell: Shell = {
    host: context.host,
    context,
    commands: service,
    isAtTerminal: context.prompt.interactive,
    state,
    session: () => session,
    clean,
    async set(settings) {
      for (const [name, value] of Object.entries(settings) as [SettingName, string | undefined][]) {
        if (!(name in before)) before[name] = process.env[name];
        setVariable(name, value);
        if (value === undefined) delete state.settings[name];
        else state.settings[name] = value;
      }
      await session.close();
      session = open();
    },
    print(text) {
      // The program has put its own door behind the console: nothing but colours passes it.
      if (text !== '' && !context.json) console.log(text.endsWith('\n') ? text.slice(0, -1) : text);
    },
    async close() {
      for (const [name, value] of Object.entries(before) as [SettingName, string | undefined][])
        setVariable(name, value);
      await session.close();
    },
  };
  return shell;
}

function setVariable(name: SettingName, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** What a command says on the way, at the terminal. */
const tellOn = (context: Context) => (event: SessionEvent) => {
  if (event.type === 'notice') context.notice(event.text);
  if (event.type === 'text' && !context.json && event.text.trim() !== '')
    console.log(event.text.replace(/\n$/, ''));
};
