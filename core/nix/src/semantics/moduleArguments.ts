/** What every module may take as an argument, whoever evaluates it. */
export const moduleArguments: ReadonlySet<string> = new Set([
  'config',
  'lib',
  'pkgs',
  'options',
  'modulesPath',
]);
