import type { NixTemplate } from '@nixai/api';
import { leavesOf, meaningful, parse, pathText } from '@nixai/nix';
import { Facts } from '../groups/index.js';
import { has, on, set, type Condition } from '../groups/group.js';
import type { MachineFacts } from '../machine/facts.js';
import { proposalsFor } from '../machine/proposals.js';
import type { Verdict } from './verdict.js';

/** What of a module needs what of a machine. */
const needs: readonly {
  readonly when: Condition;
  readonly about: string;
  readonly of: (facts: MachineFacts) => readonly [is: boolean | undefined, evidence: string];
}[] = [
  {
    when: has('services.xserver.videoDrivers', '"nvidia"'),
    about: 'a card of NVIDIA’s',
    of: ({ pci }) => card(pci, '10de', 'NVIDIA'),
  },
  {
    when: has('services.xserver.videoDrivers', '"amdgpu"'),
    about: 'a graphics chip of AMD’s',
    of: ({ pci }) => card(pci, '1002', 'AMD'),
  },
  {
    when: set('hardware.amdgpu'),
    about: 'a graphics chip of AMD’s',
    of: ({ pci }) => card(pci, '1002', 'AMD'),
  },
  {
    when: on('boot.loader.systemd-boot.enable'),
    about: 'UEFI',
    of: ({ uefi }) => [uefi, `/sys/firmware/efi is ${uefi ? 'there' : 'not there'}`],
  },
  {
    when: on('hardware.bluetooth.enable'),
    about: 'a Bluetooth adapter',
    of: ({ bluetooth }) => [bluetooth, '/sys/class/bluetooth'],
  },
  {
    when: on('services.tlp.enable'),
    about: 'a battery',
    of: ({ battery }) => [battery, '/sys/class/power_supply'],
  },
  {
    when: on('services.power-profiles-daemon.enable'),
    about: 'a battery',
    of: ({ battery }) => [battery, '/sys/class/power_supply'],
  },
  {
    when: on('virtualisation.libvirtd.enable'),
    about: 'a processor that runs virtual machines',
    of: ({ cpu }) => [
      cpu && cpu.flags.some((flag) => flag === 'vmx' || flag === 'svm'),
      '/proc/cpuinfo: the flags vmx or svm',
    ],
  },
  {
    when: on('hardware.cpu.intel.updateMicrocode'),
    about: 'an Intel processor',
    of: ({ cpu }) => [cpu && cpu.vendor === 'GenuineIntel', `/proc/cpuinfo: ${cpu?.vendor}`],
  },
  {
    when: on('hardware.cpu.amd.updateMicrocode'),
    about: 'an AMD processor',
    of: ({ cpu }) => [cpu && cpu.vendor === 'AuthenticAMD', `/proc/cpuinfo: ${cpu?.vendor}`],
  },
];

function card(
  pci: MachineFacts['pci'],
  vendor: string,
  name: string,
): [boolean | undefined, string] {
  const found = pci?.find((one) => one.vendor === vendor && one.class.startsWith('03'));
  if (found !== undefined) return [true, `/sys/bus/pci/devices/${found.address}`];
  return [pci && false, `/sys/bus/pci/devices: no ${name} of class 03`];
}

/** What a template needs of a machine, and whether this one has it. */
export function compatibilityOf(
  template: Pick<NixTemplate, 'from' | 'requires'>,
  nix: string,
  facts: MachineFacts,
): Verdict[] {
  const { tree } = parse(nix);
  const said = new Facts([{ name: '', tree }]);
  const { from, requires = [] } = template;
  const hardware = needs
    .filter(({ when }) => said.holding(when) !== undefined)
    .map(({ about, of }): Verdict => {
      const [is, evidence] = of(facts);
      return { about, evidence, outcome: is === undefined ? 'unknown' : is ? 'met' : 'unmet' };
    });
  const settings = new Map(
    leavesOf(tree).map(({ names, written }) => [
      pathText(names),
      meaningful(tree.source.slice(written.start, written.end)),
    ]),
  );
  const wrong = proposalsFor(facts).flatMap(({ path, value, evidence, why }): Verdict[] => {
    const own = settings.get(path);
    if (own === undefined || own === meaningful(value) || path.endsWith('updateMicrocode'))
      return [];
    return [
      {
        about: `${path} = ${value}, where the template says ${own}`,
        outcome: 'unmet',
        evidence: `${why} ${evidence}`,
      },
    ];
  });
  return [
    ...(from === undefined ? [] : [releaseOf(from, facts.release)]),
    ...hardware.filter((one, at) => hardware.findIndex(({ about }) => about === one.about) === at),
    ...wrong,
    // What is said in words alone nobody but the person can answer.
    ...requires
      .filter((about) => !hardware.some((one) => one.about === about))
      .map((about): Verdict => ({
        about,
        outcome: 'unknown',
        evidence: 'for you to see',
      })),
  ];
}

function releaseOf(from: string, release: string | undefined): Verdict {
  const about = `NixOS ${from} or later`;
  if (release === undefined)
    return { about, outcome: 'unknown', evidence: '/etc/os-release names no NixOS' };
  const is = Number(release) >= Number(from);
  return { about, outcome: is ? 'met' : 'unmet', evidence: `/etc/os-release: ${release}` };
}
