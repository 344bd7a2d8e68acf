import { checker, isNixaiError, type CheckFinding, type Host } from '@nixai/api';
import type { Finding } from '../../diagnosis/diagnose.js';
import type { Edit, OwnFiles } from './edit.js';

/** What `nixai check --fix` would mend at the place that the diagnosis names; undefined where it is nothing. */
export async function checkedEdit(
  host: Host,
  { at, facts = {} }: Finding,
  own: OwnFiles,
): Promise<Edit | undefined> {
  const file = at?.file ?? facts['file'];
  const before = file === undefined ? undefined : own.get(file);
  if (file === undefined || before === undefined) return undefined;
  const check = await host.service(checker);
  try {
    const { findings } = await check.check(file);
    const only = findings.find((one) => one.fixable === true && isThat(one));
    if (only === undefined) return undefined;
    const after = (await check.mended(file, { only })).get(file);
    const what = `mends ${only.rule}: ${only.message}`.replace(/\.$/, '');
    return after === undefined ? undefined : { file, before, after, line: only.line, what };
  } catch (error) {
    // What cannot be checked has no edit.
    if (isNixaiError(error)) return undefined;
    throw error;
  }

  function isThat(one: CheckFinding): boolean {
    if (one.file !== file) return false;
    const old = facts['old'] ?? facts['option'];
    return old === undefined ? one.line === at?.line : one.message.includes(old);
  }
}
