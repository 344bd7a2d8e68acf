import type { Paths } from '@nixai/api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryHome {
  /** The folder; absolute. */
  readonly path: string;
  /** nixai's folders in it, as XDG has them; not made yet. For `createTestHost({ paths })`. */
  readonly paths: Paths;
  remove(): void;
}

/** An empty home folder for a test; take it away with `remove`. */
export function temporaryHome(): TemporaryHome {
  const path = mkdtempSync(join(tmpdir(), 'nixai-test-'));
  return {
    path,
    paths: {
      config: join(path, '.config/nixai'),
      data: join(path, '.local/share/nixai'),
      cache: join(path, '.cache/nixai'),
      state: join(path, '.local/state/nixai'),
      runtime: join(path, '.run/nixai'),
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
