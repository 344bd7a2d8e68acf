import type { MachineFacts, PciDevice } from './facts.js';
import { nvidiaGeneration, primeAddress } from './nvidia.js';

/** A setting for the hardware that was found, with the evidence for it. */
export interface Proposal {
  readonly path: string;
  /** As Nix. */
  readonly value: string;
  /** What was read, and where. */
  readonly evidence: string;
  readonly why: string;
}

const microcode = 'lib.mkDefault config.hardware.enableRedistributableFirmware';

/**
 * What a machine's hardware wants. Nothing is proposed for what was not found, and on a virtual machine
 * only what helps a guest; what a person has to choose (unfree drivers, PRIME's mode) is not in it.
 */
export function proposalsFor(facts: MachineFacts): Proposal[] {
  if (facts.virtual !== undefined) return guestTools(facts.virtual, facts);
  return [
    ...processor(facts),
    ...graphics(facts),
    ...wireless(facts),
    ...(facts.ssd === true
      ? [
          {
            ...{ path: 'services.fstrim.enable', value: 'true' },
            evidence: '/sys/block/*/queue/rotational is 0',
            why: 'A solid-state disk is told weekly which blocks are free.',
          },
        ]
      : []),
    ...(facts.bluetooth === true
      ? [
          {
            ...{ path: 'hardware.bluetooth.enable', value: 'true' },
            evidence: '/sys/class/bluetooth has an adapter',
            why: 'The adapter needs its service.',
          },
        ]
      : []),
    ...(facts.battery === true && facts.cpu?.vendor === 'GenuineIntel'
      ? [
          {
            ...{ path: 'services.thermald.enable', value: 'true' },
            evidence: 'a battery in /sys/class/power_supply, and an Intel processor',
            why: 'Keeps a notebook with an Intel processor from running hot.',
          },
        ]
      : []),
  ];
}

function processor({ cpu }: MachineFacts): Proposal[] {
  if (cpu === undefined) return [];
  const name = { GenuineIntel: 'intel', AuthenticAMD: 'amd' }[cpu.vendor];
  if (name === undefined) return [];
  const evidence = `/proc/cpuinfo: vendor_id ${cpu.vendor} (${cpu.model})`;
  const kvm = cpu.flags.includes('vmx')
    ? 'kvm-intel'
    : cpu.flags.includes('svm')
      ? 'kvm-amd'
      : undefined;
  return [
    {
      ...{ path: `hardware.cpu.${name}.updateMicrocode`, value: microcode, evidence },
      why: 'Corrections of the processor are loaded at boot.',
    },
    ...(kvm === undefined
      ? []
      : [
          {
            ...{ path: 'boot.kernelModules', value: `[ "${kvm}" ]` },
            evidence: `/proc/cpuinfo: flag ${kvm === 'kvm-intel' ? 'vmx' : 'svm'}`,
            why: 'Virtual machines run on the processor itself.',
          },
        ]),
  ];
}

const vendors: Readonly<Record<string, string>> = {
  '8086': 'Intel',
  '1002': 'AMD',
  '10de': 'NVIDIA',
};

function graphics({ pci = [] }: MachineFacts): Proposal[] {
  const cards = pci.filter((one) => one.class.startsWith('03') && one.vendor in vendors);
  const [first] = cards;
  if (first === undefined) return [];
  const nvidia = cards.find(({ vendor }) => vendor === '10de');
  const amd = cards.find(({ vendor }) => vendor === '1002');
  const intel = cards.find(({ vendor }) => vendor === '8086');
  return [
    {
      ...{ path: 'hardware.graphics.enable', value: 'true', evidence: seen(first) },
      why: 'Programs draw on the graphics chip.',
    },
    ...(amd === undefined
      ? []
      : [
          {
            ...{ path: 'hardware.amdgpu.initrd.enable', value: 'true', evidence: seen(amd) },
            why: 'The screen has its resolution from the start of the boot.',
          },
        ]),
    ...(nvidia === undefined ? [] : nvidiaProposals(nvidia, intel, amd)),
  ];
}

const seen = ({ address, vendor, device, class: kind }: PciDevice): string =>
  `/sys/bus/pci/devices/${address}: ${vendors[vendor] ?? vendor} ${vendor}:${device}, class ${kind}`;

function nvidiaProposals(
  card: PciDevice,
  intel: PciDevice | undefined,
  amd: PciDevice | undefined,
): Proposal[] {
  const generation = nvidiaGeneration(card.device);
  const evidence = seen(card);
  if (generation === undefined) return [];
  const { name, open, legacy } = generation;
  const other = intel ?? amd;
  const [own, theirs] = [primeAddress(card.address), other && primeAddress(other.address)];
  return [
    {
      ...{ path: 'hardware.nvidia.open', value: String(open), evidence },
      why: open
        ? `${name}: NVIDIA’s open kernel module is for these cards.`
        : `${name}: NVIDIA’s open kernel module does not know these cards.`,
    },
    ...(legacy === undefined
      ? []
      : [
          {
            ...{ path: 'hardware.nvidia.package', evidence },
            value: `config.boot.kernelPackages.nvidiaPackages.${legacy}`,
            why: `${name}: drivers after 580 have dropped these cards.`,
          },
        ]),
    ...(own === undefined || theirs === undefined || other === undefined
      ? []
      : [
          {
            ...{ path: 'hardware.nvidia.prime.nvidiaBusId', value: `"${own}"`, evidence },
            why: 'PRIME takes the address in decimal numbers.',
          },
          {
            path: `hardware.nvidia.prime.${intel === undefined ? 'amdgpuBusId' : 'intelBusId'}`,
            ...{ value: `"${theirs}"`, evidence: seen(other) },
            why: 'PRIME takes the address in decimal numbers.',
          },
        ]),
  ];
}

/** Makers of radios whose firmware is not in the kernel and may be passed on. */
const firmware = new Set(['8086', '14c3', '168c', '17cb', '10ec', '14e4']);

function wireless({ pci = [] }: MachineFacts): Proposal[] {
  const card = pci.find((one) => one.class === '0280' && firmware.has(one.vendor));
  if (card === undefined) return [];
  return [
    {
      ...{ path: 'hardware.enableRedistributableFirmware', value: 'true' },
      evidence: seen(card),
      why: 'The radio needs firmware that is not in the kernel.',
    },
  ];
}

const guests: Readonly<Record<string, readonly [path: string, why: string]>> = {
  kvm: [
    'services.qemuGuest.enable',
    'The host can freeze disks and shut the machine down in order.',
  ],
  vmware: ['virtualisation.vmware.guest.enable', 'VMware’s tools for guests.'],
  oracle: ['virtualisation.virtualbox.guest.enable', 'VirtualBox’s tools for guests.'],
  microsoft: ['virtualisation.hypervGuest.enable', 'Hyper-V’s tools for guests.'],
};

function guestTools(virtual: string, { vendor = '', product = '' }: MachineFacts): Proposal[] {
  const known = guests[virtual];
  if (known === undefined) return [];
  const [path, why] = known;
  const evidence = `/sys/class/dmi/id: ${[vendor, product].filter(Boolean).join(' ') || 'none'}; /proc/cpuinfo`;
  return [{ path, value: 'true', evidence, why }];
}
