/** What an editor may have done, by the names of the protocol; each returns Markdown. */
export const assistantCommands = ['nixai.ask', 'nixai.diagnoseSelection'] as const;
export type AssistantCommand = (typeof assistantCommands)[number];

export const isAssistantCommand = (name: string): name is AssistantCommand =>
  (assistantCommands as readonly string[]).includes(name);
