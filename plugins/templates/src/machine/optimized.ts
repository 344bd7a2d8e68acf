import { leavesOf, parse, pathText, placeInline, setAttribute } from '@nixai/nix';
import type { Proposal } from './proposals.js';

/** A module with the proposals that it does not say itself, and which those are. */
export function withProposals(
  nix: string,
  proposals: readonly Proposal[],
): { readonly nix: string; readonly taken: readonly Proposal[] } {
  const paths = leavesOf(parse(nix).tree).map(({ names }) => pathText(names));
  const isSaid = ({ path }: Proposal) =>
    paths.some((one) => one === path || path.startsWith(`${one}.`) || one.startsWith(`${path}.`));
  const has = (text: string) => paths.some((one) => one === text || one.startsWith(`${text}.`));
  // Settings of a driver are of no use to a module that does not choose the driver.
  const isOfUse = ({ path }: Proposal) =>
    !path.startsWith('hardware.nvidia.prime.')
      ? !path.startsWith('hardware.nvidia.') || nix.includes('"nvidia"') || has('hardware.nvidia')
      : has('hardware.nvidia.prime');
  const wanted = proposals.filter((one) => isOfUse(one) && !isSaid(one));
  let text = nix;
  const taken = wanted.filter(({ path, value }) => {
    const part = setAttribute('{ config, lib, ... }:\n{\n}\n', path, value);
    const placed = part.ok ? placeInline(text, part.source) : part;
    if (placed.ok) text = placed.source;
    return placed.ok;
  });
  return { nix: text, taken };
}
