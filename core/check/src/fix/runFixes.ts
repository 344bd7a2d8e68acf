import { expectOf, files as filesToken, type CheckReport, type Host, type Plan } from '@nixai/api';
import { planFixes } from './planFixes.js';

/** What `--fix` did, or would do. */
export interface FixResult {
  readonly files: readonly {
    readonly path: string;
    readonly diff: string;
    /** The rules whose findings are gone then, one for each finding. */
    readonly rules: readonly string[];
  }[];
  readonly left: readonly {
    readonly rule: string;
    readonly file: string;
    readonly line: number;
    readonly why: string;
  }[];
  readonly applied: boolean;
  /** The id for `nixai undo`. */
  readonly change?: string;
}

export interface PreparedFixes {
  readonly result: FixResult;
  readonly before: CheckReport;
  readonly after: CheckReport;
  /** Writes all of them or none; each file must still be as it was read. */
  readonly plan: Plan;
}

/** Plans the fixes of a configuration. Nothing is written before `apply`. */
export async function prepareFixes(host: Host, target: string): Promise<PreparedFixes> {
  const { fixes, left, before, after } = await planFixes(host, target);
  const files = await host.service(filesToken);
  const result = {
    files: fixes.map(({ path, before: old, after: text, mended }) => ({
      path,
      diff: files.diff(old, text, path),
      rules: mended.map(({ rule }) => rule),
    })),
    left: left.map(({ finding: { rule, file, line }, why }) => ({ rule, file, line, why })),
    applied: false,
  };
  const changes = fixes.map(({ path, before: old, after: content }) => ({
    path,
    content,
    expect: expectOf(old),
  }));
  return { result, before, after, plan: await files.plan(changes, 'check --fix') };
}
