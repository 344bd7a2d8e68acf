import type { CommandContext } from '@nixai/api';
import { checkText, type PreparedTemplate } from '../templates/prepare.js';
import { readMachineFacts } from './facts.js';
import { withProposals } from './optimized.js';
import { proposalsFor } from './proposals.js';

/** A template with what the hardware of this machine wants; a Home Manager one has no say in that. */
export async function withHardware(
  prepared: PreparedTemplate,
  { host }: Pick<CommandContext, 'host'>,
): Promise<PreparedTemplate> {
  if (prepared.kind !== 'nixos') return { ...prepared, hardware: [] };
  const proposals = proposalsFor(await readMachineFacts());
  const { nix, taken } = withProposals(prepared.nix, proposals);
  return {
    ...prepared,
    nix,
    rendered: prepared.nix,
    hardware: taken,
    check: await checkText(host, 'nixos', nix),
  };
}
