import { flag } from '@nixai/api';

/** Where the configurations are that a command reads, as flags. */
export const writtenFlags = {
  folder: flag.string('What is written in this folder or file, without a registry', {
    exclusive: ['flake', 'config'],
  }),
  flake: flag.string('The flake that is read for all of them'),
  config: flag.string('The file that is read for them', { exclusive: ['flake'] }),
};
