import type { ComplianceRule } from '@nixai/api';
import type { TemplateValue } from '@nixai/contributions';
import { Facts } from '../groups/index.js';
import { parse, type Tree } from '@nixai/nix';
import type { MachineFacts } from '../machine/facts.js';
import type { Verdict } from './verdict.js';

export interface ComplianceVerdict extends Verdict {
  readonly id: string;
}

/**
 * What an organisation's rules say of a configuration as it would be, and of this machine.
 * @param facts undefined where it is another machine that nobody can look at.
 */
export function complianceOf(
  rules: readonly ComplianceRule[],
  values: Readonly<Record<string, TemplateValue | undefined>>,
  trees: readonly { readonly name: string; readonly tree: Tree }[],
  facts: MachineFacts | undefined,
): ComplianceVerdict[] {
  const said = new Facts(trees);
  return rules
    .filter(({ when = {} }) =>
      Object.entries(when).every(([name, wanted]) => wanted.includes(String(values[name]))),
    )
    .map(({ id, about, option, machine }) => {
      if (machine !== undefined) return { id, about, ...ofMachine(machine, facts) };
      if (option === undefined) return { id, about, outcome: 'unknown' };
      const value = literalOf(option.value);
      const found = said.holding({ kind: 'is', path: option.path, value });
      const other = said.holding({ kind: 'set', path: option.path });
      if (found !== undefined)
        return { id, about, outcome: 'met', evidence: `${option.path} = ${option.value}` };
      const written = other?.leaf.written;
      const text = written && other?.tree.source.slice(written.start, written.end);
      return {
        ...{ id, about, outcome: 'unmet' },
        evidence:
          text === undefined
            ? `${option.path} is not set`
            : `${option.path} = ${text}, not ${option.value}`,
      };
    });
}

/** A value as it is compared: a text keeps its quotes, whatever blanks are around. */
function literalOf(value: string): string {
  const { root, source } = parse(value).tree;
  return source.slice(root.start, root.end);
}

type Need = NonNullable<ComplianceRule['machine']>;

function ofMachine(need: Need, facts: MachineFacts | undefined): Omit<Verdict, 'about'> {
  if (facts === undefined) return { outcome: 'unknown', evidence: 'another machine: run it there' };
  const yes = (is: boolean | undefined, evidence: string): Omit<Verdict, 'about'> => ({
    outcome: is === undefined ? 'unknown' : is ? 'met' : 'unmet',
    evidence,
  });
  switch (need) {
    case 'tpm2':
      return yes(
        facts.tpm === '2',
        facts.tpm === undefined
          ? 'there is no /sys/class/tpm/tpm0'
          : `/sys/class/tpm/tpm0/tpm_version_major is ${facts.tpm}`,
      );
    case 'encrypted-root':
      return yes(facts.encryptedRoot, '/proc/mounts and /sys/block/dm-*/dm/uuid');
    case 'uefi':
      return yes(facts.uefi, `/sys/firmware/efi is ${facts.uefi ? 'there' : 'not there'}`);
    case 'secure-boot':
      return yes(facts.secureBoot, '/sys/firmware/efi/efivars/SecureBoot-*');
  }
}
