import { flag, type Values } from '@nixai/api';
import { completeSelection } from '../select/complete.js';

const helpGroup = 'WHERE';

/** Where repositories are opened. */
export const whereFlags = {
  on: flag.string('Open them on this machine, where their own may be gone', {
    complete: completeSelection,
    helpGroup,
  }),
  here: flag.boolean('Open them on this side', { exclusive: ['on'], helpGroup }),
};
export type Where = Values<typeof whereFlags>;

export const backupFlag = {
  backup: flag.string('This one, by its id or the beginning of it; the newest one else'),
};
