import { redactor, type FileChange, type Host } from '@nixai/api';
import type { PreparedTemplate } from '../templates/prepare.js';
import { stampChange, type Stamp } from './stamps.js';

/**
 * What is kept of a template that is put in: none where its text holds a secret, which has no place
 * in a record.
 */
export async function recordOf(
  host: Host,
  prepared: Pick<PreparedTemplate, 'id' | 'nix' | 'kind'> &
    Partial<Pick<PreparedTemplate, 'pack' | 'version' | 'variables' | 'rendered'>>,
  place: Pick<Stamp, 'entry' | 'home' | 'adopted'>,
): Promise<FileChange | undefined> {
  const { id, pack, kind, version, variables } = prepared;
  // What was added for a machine is the person's: a later state of the template does not take it out.
  const nix = prepared.rendered ?? prepared.nix;
  // A snippet has no pack and no versions.
  if (pack === undefined || version === undefined) return undefined;
  const { counts } = (await host.service(redactor)).redact(nix);
  if (Object.keys(counts).length > 0) return undefined;
  const values = Object.fromEntries(
    (variables ?? []).flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
  const date = new Date().toISOString();
  const stamp = { template: `${pack}/${id}`, kind, ...place };
  return stampChange(host, stamp, { version, values, nix, date });
}
