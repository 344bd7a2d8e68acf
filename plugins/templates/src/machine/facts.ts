import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegular } from '@nixai/contributions';

/** A device on the bus, as the kernel lists it. */
export interface PciDevice {
  /** `0000:01:00.0`, hexadecimal. */
  readonly address: string;
  /** Four hexadecimal digits, small: `10de`. */
  readonly vendor: string;
  readonly device: string;
  /** The first two bytes of its class: `0300` is graphics, `0280` a network card without a cable. */
  readonly class: string;
}

/** What a machine is, as its kernel and firmware say; absent where that cannot be read. */
export interface MachineFacts {
  readonly pci?: readonly PciDevice[];
  readonly cpu?: {
    readonly vendor: string;
    readonly model: string;
    readonly flags: readonly string[];
    readonly cores: number;
  };
  readonly memoryMiB?: number;
  readonly vendor?: string;
  readonly product?: string;
  readonly uefi: boolean;
  readonly secureBoot?: boolean;
  readonly battery?: boolean;
  readonly bluetooth?: boolean;
  /** A disk that does not turn. */
  readonly ssd?: boolean;
  /** `2`; absent where there is none, or it cannot be read. */
  readonly tpm?: string;
  /** Whether `/` lies on a device that is encrypted. */
  readonly encryptedRoot?: boolean;
  /** `kvm`, `vmware`, `oracle`, `microsoft`, `xen`, `amazon`, `other`; absent on a machine of metal. */
  readonly virtual?: string;
  /** `26.05` of a NixOS that runs here. */
  readonly release?: string;
}

/**
 * Reads what a machine is. No program is run, and nothing needs root.
 * @param root where `/sys`, `/proc` and `/etc` begin.
 */
export async function readMachineFacts(root = '/'): Promise<MachineFacts> {
  const read = async (path: string): Promise<string | undefined> =>
    (await readRegular(join(root, path), 'utf8').catch(() => undefined))?.trim();
  const names = async (path: string): Promise<string[]> =>
    (await readdir(join(root, path)).catch(() => [])).sort();
  const isThere = async (path: string): Promise<boolean> =>
    (await stat(join(root, path)).catch(() => undefined)) !== undefined;
  const pci = await Promise.all(
    (await names('sys/bus/pci/devices')).map(async (address) => {
      const [vendor, device, kind] = await Promise.all(
        ['vendor', 'device', 'class'].map((file) => read(`sys/bus/pci/devices/${address}/${file}`)),
      );
      return {
        ...{ address, vendor: hex(vendor).slice(0, 4), device: hex(device).slice(0, 4) },
        class: hex(kind).slice(0, 4),
      };
    }),
  );
  const supplies = await Promise.all(
    (await names('sys/class/power_supply')).map(async (name) => [
      await read(`sys/class/power_supply/${name}/type`),
      await read(`sys/class/power_supply/${name}/scope`),
    ]),
  );
  const disks = (await names('sys/block')).filter((name) => /^(?:sd|nvme|vd|mmcblk)/.test(name));
  const turning = await Promise.all(
    disks.map((name) => read(`sys/block/${name}/queue/rotational`)),
  );
  const [vendor, product] = await Promise.all([
    read('sys/class/dmi/id/sys_vendor'),
    read('sys/class/dmi/id/product_name'),
  ]);
  const cpu = cpuOf((await read('proc/cpuinfo')) ?? '');
  const memory = /^MemTotal:\s+(\d+) kB/m.exec((await read('proc/meminfo')) ?? '')?.[1];
  const uefi = await isThere('sys/firmware/efi');
  const tpm = await read('sys/class/tpm/tpm0/tpm_version_major');
  const virtual = virtualOf(vendor, product, cpu?.flags ?? []);
  const release = /(?:^|\n)VERSION_ID="?([\d.]+)"?/.exec((await read('etc/os-release')) ?? '');
  const isNixos = /(?:^|\n)ID=nixos/.test((await read('etc/os-release')) ?? '');
  const encryptedRoot = await isEncrypted(read, names);
  const secureBoot = await secureBootOf(root, names);
  return {
    ...(pci.length > 0 && { pci }),
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memoryMiB: Math.round(Number(memory) / 1024) }),
    ...(vendor && { vendor }),
    ...(product && { product }),
    uefi,
    ...(secureBoot !== undefined && { secureBoot }),
    // A mouse has a battery, too: its scope is a device.
    battery: supplies.some(([type, scope]) => type === 'Battery' && scope !== 'Device'),
    bluetooth: (await names('sys/class/bluetooth')).length > 0,
    ...(disks.length > 0 && { ssd: turning.includes('0') }),
    ...(tpm && { tpm }),
    ...(encryptedRoot !== undefined && { encryptedRoot }),
    ...(virtual !== undefined && { virtual }),
    ...(isNixos && release?.[1] !== undefined && { release: release[1] }),
  };
}

const hex = (text: string | undefined): string => (text ?? '').replace(/^0x/, '').toLowerCase();

function cpuOf(text: string): MachineFacts['cpu'] {
  const field = (name: string) => new RegExp(`^${name}\\s*: (.*)$`, 'm').exec(text)?.[1]?.trim();
  const vendor = field('vendor_id');
  if (vendor === undefined) return undefined;
  const flags = (field('flags') ?? '').split(/\s+/).filter(Boolean);
  const cores = (text.match(/^processor\s*:/gm) ?? []).length;
  return { vendor, model: field('model name') ?? '', flags, cores };
}

function virtualOf(vendor = '', product = '', flags: readonly string[]): string | undefined {
  if (/^QEMU/.test(vendor) || /KVM|QEMU/.test(product)) return 'kvm';
  if (/^VMware/.test(vendor)) return 'vmware';
  if (/VirtualBox/.test(product) || /^innotek/.test(vendor)) return 'oracle';
  if (/^Microsoft/.test(vendor) && /Virtual Machine/.test(product)) return 'microsoft';
  if (/^Xen/.test(vendor)) return 'xen';
  if (/^Amazon EC2/.test(vendor)) return 'amazon';
  return flags.includes('hypervisor') ? 'other' : undefined;
}

async function isEncrypted(
  read: (path: string) => Promise<string | undefined>,
  names: (path: string) => Promise<string[]>,
): Promise<boolean | undefined> {
  const mounts = (await read('proc/mounts')) ?? '';
  const device = /^(\S+) \/ /m.exec(mounts)?.[1];
  if (device === undefined || !device.startsWith('/dev/')) return undefined;
  const name = device.slice('/dev/'.length);
  if (!name.startsWith('mapper/')) return name.startsWith('dm-') ? undefined : false;
  for (const one of (await names('sys/block')).filter((each) => each.startsWith('dm-'))) {
    if ((await read(`sys/block/${one}/dm/name`)) !== name.slice('mapper/'.length)) continue;
    return ((await read(`sys/block/${one}/dm/uuid`)) ?? '').startsWith('CRYPT-');
  }
  return undefined;
}

async function secureBootOf(
  root: string,
  names: (path: string) => Promise<string[]>,
): Promise<boolean | undefined> {
  const found = (await names('sys/firmware/efi/efivars')).find((name) =>
    name.startsWith('SecureBoot-'),
  );
  if (found === undefined) return undefined;
  const bytes = await readRegular(join(root, 'sys/firmware/efi/efivars', found)).catch(
    () => undefined,
  );
  return bytes === undefined ? undefined : bytes.at(-1) === 1;
}
