import { join } from 'node:path';
import { readRegular } from '@nixai/contributions';

/** What is known of a source that was fetched. */
export interface SourceRecord {
  /** `github:owner/repo`. */
  readonly from: string;
  /** The revision that was asked for; the newest where absent. */
  readonly asked?: string;
  readonly revision: string;
  /** ISO 8601. */
  readonly fetched: string;
  /** SHA-256 by name of file. */
  readonly files: Readonly<Record<string, string>>;
}

/** No template has a name that begins so. */
export const sourceFile = '.source.json';

export async function readSource(folder: string): Promise<SourceRecord | undefined> {
  try {
    const raw: unknown = JSON.parse(await readRegular(join(folder, sourceFile), 'utf8'));
    const { from, revision, files } = raw as SourceRecord;
    return typeof from === 'string' && typeof revision === 'string' && typeof files === 'object'
      ? (raw as SourceRecord)
      : undefined;
  } catch {
    return undefined;
  }
}
