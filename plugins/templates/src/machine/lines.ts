import type { MachineFacts } from './facts.js';

/** What a machine is, line by line; what could not be read is left out. */
export function machineLines(facts: MachineFacts): { what: string; value: string }[] {
  const { cpu, memoryMiB, vendor, product, pci = [], uefi, secureBoot, battery, tpm } = facts;
  const { encryptedRoot, virtual, release, ssd } = facts;
  const graphics = pci
    .filter((one) => one.class.startsWith('03'))
    .map((one) => `${one.vendor}:${one.device} at ${one.address}`);
  const line = (what: string, value: string | undefined) =>
    value === undefined || value === '' ? [] : [{ what, value }];
  const yes = (is: boolean | undefined) => (is === undefined ? undefined : is ? 'yes' : 'no');
  return [
    ...line('machine', [vendor, product].filter(Boolean).join(' ')),
    ...line('virtual', virtual),
    ...line('processor', cpu && `${cpu.model || cpu.vendor}, ${cpu.cores} threads`),
    ...line('memory', memoryMiB === undefined ? undefined : `${(memoryMiB / 1024).toFixed(1)} GiB`),
    ...line('graphics', graphics.join(', ')),
    ...line('solid-state disk', yes(ssd)),
    ...line('UEFI', yes(uefi)),
    ...line('Secure Boot', yes(secureBoot)),
    ...line('TPM', tpm),
    ...line('encrypted root', yes(encryptedRoot)),
    ...line('battery', yes(battery)),
    ...line('NixOS', release),
  ];
}
