import type { Host } from '@nixai/api';

/** What core itself gives to the extension points, through the same verbs as a plugin. */
export async function registerCore(_host: Host): Promise<void> {
}
