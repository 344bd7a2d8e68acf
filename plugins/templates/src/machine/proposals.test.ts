import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { compatibilityOf } from '../checks/compatibility.js';
import { readMachineFacts } from './facts.js';
import { nvidiaGeneration, primeAddress } from './nvidia.js';
import { withProposals } from './optimized.js';
import { proposalsFor } from './proposals.js';

const cpu = (vendor: string, flags: string) =>
  `processor\t: 0\nvendor_id\t: ${vendor}\nmodel name\t: Some CPU\nflags\t\t: fpu ${flags}\n`;
const pci = (address: string, vendor: string, device: string, kind: string) => ({
  [`sys/bus/pci/devices/${address}/vendor`]: `0x${vendor}\n`,
  [`sys/bus/pci/devices/${address}/device`]: `0x${device}\n`,
  [`sys/bus/pci/devices/${address}/class`]: `0x${kind}\n`,
});
const battery = { 'sys/class/power_supply/BAT0/type': 'Battery\n' };
const mouse = {
  'sys/class/power_supply/hidpp/type': 'Battery\n',
  'sys/class/power_supply/hidpp/scope': 'Device\n',
};
const nvme = { 'sys/block/nvme0n1/queue/rotational': '0\n' };

describe('what a machine’s hardware wants', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nixai-machine-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  async function facts(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    return readMachineFacts(root);
  }
  const settings = (found: Awaited<ReturnType<typeof facts>>) =>
    proposalsFor(found).map(({ path, value }) => `${path} = ${value}`);
  const microcode = 'lib.mkDefault config.hardware.enableRedistributableFirmware';

  const machines: [string, Readonly<Record<string, string>>, string[]][] = [
    ['nothing that can be read', {}, []],
    [
      'a notebook of Intel’s with an NVIDIA chip of the Pascal series',
      {
        'proc/cpuinfo': cpu('GenuineIntel', 'vmx'),
        ...pci('0000:00:02.0', '8086', '3e9b', '030000'),
        ...pci('0000:01:00.0', '10de', '1c8c', '030200'),
        ...pci('0000:3b:00.0', '8086', '2526', '028000'),
        ...battery,
        ...nvme,
        'sys/class/bluetooth/hci0/address': 'x',
      },
      [
        `hardware.cpu.intel.updateMicrocode = ${microcode}`,
        'boot.kernelModules = [ "kvm-intel" ]',
        'hardware.graphics.enable = true',
        'hardware.nvidia.open = false',
        'hardware.nvidia.package = config.boot.kernelPackages.nvidiaPackages.legacy_580',
        'hardware.nvidia.prime.nvidiaBusId = "PCI:1:0:0"',
        'hardware.nvidia.prime.intelBusId = "PCI:0:2:0"',
        'hardware.enableRedistributableFirmware = true',
        'services.fstrim.enable = true',
        'hardware.bluetooth.enable = true',
        'services.thermald.enable = true',
      ],
    ],
    [
      'a desktop of AMD’s with a mouse that has a battery',
      {
        'proc/cpuinfo': cpu('AuthenticAMD', 'svm'),
        ...pci('0000:0a:00.0', '1002', '73df', '030000'),
        ...mouse,
      },
      [
        `hardware.cpu.amd.updateMicrocode = ${microcode}`,
        'boot.kernelModules = [ "kvm-amd" ]',
        'hardware.graphics.enable = true',
        'hardware.amdgpu.initrd.enable = true',
      ],
    ],
    [
      'a desktop with a card of the Blackwell series',
      {
        'proc/cpuinfo': cpu('AuthenticAMD', ''),
        ...pci('0000:0a:00.0', '10de', '2c05', '030000'),
      },
      [
        `hardware.cpu.amd.updateMicrocode = ${microcode}`,
        'hardware.graphics.enable = true',
        'hardware.nvidia.open = true',
      ],
    ],
    [
      'a guest of QEMU, whatever it shows',
      {
        'sys/class/dmi/id/sys_vendor': 'QEMU\n',
        'proc/cpuinfo': cpu('GenuineIntel', 'vmx hypervisor'),
        ...pci('0000:00:01.0', '10de', '1c8c', '030000'),
      },
      ['services.qemuGuest.enable = true'],
    ],
    ['a guest of nobody knows whom', { 'proc/cpuinfo': cpu('GenuineIntel', 'hypervisor') }, []],
    [
      'a card so old that nobody can say',
      pci('0000:01:00.0', '10de', '0611', '030000'),
      ['hardware.graphics.enable = true'],
    ],
  ];
  for (const [title, files, wanted] of machines)
    it(`on ${title}`, async () => {
      expect(settings(await facts(files))).to.deep.equal(wanted);
    });

  it('is put into a module that does not say it, and a driver’s only where that is chosen', async () => {
    const proposals = proposalsFor(await facts(machines[1]![1]));
    const plain = withProposals('{ ... }:\n{\n  services.fstrim.enable = false;\n}\n', proposals);
    expect(plain.nix).to.contain('fstrim.enable = false;').and.not.to.contain('nvidia');
    expect(plain.nix).to.match(/^\{ config, lib, \.\.\. \}:|^\{ lib, config, \.\.\. \}:/);
    const chosen = withProposals('{ services.xserver.videoDrivers = [ "nvidia" ]; }\n', proposals);
    expect(chosen.nix).to.contain('legacy_580').and.not.to.contain('BusId');
  });

  it('is known by id, and addresses are decimal', () => {
    expect(
      ['1380', '1b06', '1db4', '2182', '2504', '2684', '2c05'].map(
        (id) => nvidiaGeneration(id)?.name,
      ),
    ).to.deep.equal(['Maxwell', 'Pascal', 'Volta', 'Turing', 'Ampere', 'Ada', 'Blackwell']);
    expect(primeAddress('0000:0a:00.0')).to.equal('PCI:10:0:0');
    expect(primeAddress('nonsense')).to.equal(undefined);
  });

  it('tells what of a template is not there, and what cannot be known', async () => {
    const found = await facts({ ...pci('0000:00:02.0', '8086', '3e9b', '030000') });
    const nix =
      '{ services.xserver.videoDrivers = [ "nvidia" ]; services.tlp.enable = true; hardware.cpu.amd.updateMicrocode = true; }';
    const requires = ['a fast disk', 'a battery'];
    const verdicts = compatibilityOf({ from: '25.11', requires }, nix, found);
    expect(verdicts.map(({ about, outcome }) => `${about}: ${outcome}`)).to.deep.equal([
      'NixOS 25.11 or later: unknown',
      'a card of NVIDIA’s: unmet',
      'a battery: unmet',
      'an AMD processor: unknown',
      'a fast disk: unknown',
    ]);
  });
});
