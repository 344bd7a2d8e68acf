import type { Args, CommandSpec, Flags } from '@nixai/api';

const globalFlags = ['no-color', 'quiet', 'offline', 'debug', 'json', 'help'];

/** What is wrong with what `defineCommand` made, one sentence each; empty if nothing is. */
export function checkCommand(command: object, id = 'the command'): readonly string[] {
  const {
    summary,
    examples,
    flags = {},
    args = {},
  } = command as Partial<CommandSpec<unknown, Flags, Args>>;
  const faults: string[] = [];
  if (typeof (command as { work?: unknown }).work !== 'function')
    faults.push('is not made with defineCommand');
  if (summary === undefined || !/^\S[^\n]*[^.\s]$/.test(summary))
    faults.push('the summary is not one line without a full stop');
  if ((summary?.length ?? 0) > 72) faults.push('the summary is longer than 72 characters');
  if (examples === undefined || examples.length === 0) faults.push('has no example');
  for (const [name, flag] of Object.entries(flags)) {
    if (globalFlags.includes(name)) faults.push(`--${name} is a flag of every command already`);
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) faults.push(`--${name} is not kebab-case`);
    if (flag.description.trim() === '') faults.push(`--${name} has no description`);
  }
  for (const [name, one] of Object.entries(args))
    if (one.description.trim() === '') faults.push(`${name.toUpperCase()} has no description`);
  return faults.map((fault) => `${id}: ${fault}`);
}
