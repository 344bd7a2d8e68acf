import { arg, flag } from '@nixai/api';

/** What a command looks at. */
export const targetArg = arg.string(
  'A store path or a link to one, .#NAME, or a folder with a configuration; the running system if absent',
);

export const buildFlag = flag.boolean('What building it needs, and not what running it does');
