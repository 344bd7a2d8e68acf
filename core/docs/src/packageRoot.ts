import { packageRootOf } from '@nixai/safety/place';

/** The folder of this package; in the program, which holds all rooms, the program's. */
export const packageRoot = packageRootOf(import.meta.url);
