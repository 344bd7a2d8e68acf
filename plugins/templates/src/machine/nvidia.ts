/** What NVIDIA's driver knows of a generation of cards. */
export interface NvidiaGeneration {
  readonly name: string;
  /** Which kernel module: NVIDIA's open one is for Turing and later. */
  readonly open: boolean;
  /** An older branch of the driver, where the current one has dropped the cards. */
  readonly legacy?: string;
}

/**
 * The generation of a card by its id (pci.ids). Ids below Maxwell overlap between generations, and
 * their drivers are gone or going: nothing is said of those.
 */
export function nvidiaGeneration(device: string): NvidiaGeneration | undefined {
  const id = Number.parseInt(device, 16);
  const high = id >> 8;
  if (id >= 0x1d81 && id <= 0x1df6) return { name: 'Volta', open: false, legacy: 'legacy_580' };
  if ([0x15, 0x1b, 0x1c, 0x1d].includes(high))
    return { name: 'Pascal', open: false, legacy: 'legacy_580' };
  if ([0x14, 0x16, 0x17].includes(high) || (id >= 0x1340 && id <= 0x13ff))
    return { name: 'Maxwell', open: false, legacy: 'legacy_580' };
  if ([0x1e, 0x1f, 0x21].includes(high)) return { name: 'Turing', open: true };
  if ([0x20, 0x22, 0x24, 0x25].includes(high)) return { name: 'Ampere', open: true };
  if ([0x26, 0x27, 0x28].includes(high)) return { name: 'Ada', open: true };
  if ([0x29, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f, 0x31, 0x32, 0x33].includes(high))
    return { name: 'Blackwell', open: true };
  return undefined;
}

/** An address on the bus as PRIME takes it: `0000:0a:00.0` is `PCI:10:0:0`. */
export function primeAddress(address: string): string | undefined {
  const parts = /^(?:([0-9a-f]{4}):)?([0-9a-f]{2}):([0-9a-f]{2})\.([0-7])$/i.exec(address);
  if (parts === null) return undefined;
  const [bus, slot] = [parts[2], parts[3]].map((part) => Number.parseInt(part ?? '', 16));
  return `PCI:${bus}:${slot}:${parts[4]}`;
}
