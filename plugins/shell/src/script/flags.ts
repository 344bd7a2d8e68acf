import { flag } from '@nixai/api';

export const scriptFlags = {
  key: flag.boolean('Explain what failed by Alt-N', { allowNo: true, default: true }),
  'command-not-found': flag.boolean('Name the package of a program that is not there'),
};

/** What the flags ask of a script. */
export const scriptOptions = (flags: {
  readonly key: boolean;
  readonly 'command-not-found': boolean;
}) => ({ key: flags.key, commandNotFound: flags['command-not-found'] === true });
