export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The shell that a person logs in with, where nixai knows it. */
export function loginShell(env: NodeJS.ProcessEnv): Shell | undefined {
  const name = (env['SHELL'] ?? '').split('/').at(-1);
  return shells.find((one) => one === name);
}
