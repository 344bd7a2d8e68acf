import { nixLanguage, type Host } from '@nixai/api';
import type { Finding } from '../../diagnosis/diagnose.js';
import { checkedEdit } from './checked.js';
import type { Edit, OwnFiles, Proposal } from './edit.js';
import { editHash } from './hash.js';
import { editName } from './name.js';

const editors = [editHash, editName];

/**
 * The edit of one of the person's files that mends what was found, the likeliest cause first; or why it
 * is for the person to do.
 */
export async function editFor(
  host: Host,
  findings: readonly Finding[],
  own: OwnFiles,
): Promise<Proposal> {
  const reasons: string[] = [];
  for (const finding of findings.filter(({ role }) => role === 'cause')) {
    const proposal =
      editors.map((edit) => edit(finding, own)).find((one) => one !== undefined) ??
      (await checkedEdit(host, finding, own));
    if (proposal === undefined) continue;
    if ('why' in proposal) reasons.push(proposal.why);
    else if (await parses(host, proposal)) return proposal;
    else reasons.push(`${proposal.file} would not be Nix any more`);
  }
  return { why: reasons[0] ?? 'what mends it is no change that can be made without knowing more' };
}

/** What a file says after an edit may have the faults that it had, and no others. */
async function parses(host: Host, { before, after }: Edit): Promise<boolean> {
  const language = await host.service(nixLanguage);
  return language.faults(after).length <= language.faults(before).length;
}
