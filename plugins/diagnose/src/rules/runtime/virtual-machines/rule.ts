import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { enableForGroup, joinGroup } from '../../shared/groups.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const noSocket: Saying = {
  anchors: ['libvirt-sock', 'virtqemud-sock'],
  line: /Failed to connect socket to ['"`]?(?<socket>\/\S{3,120}-sock\S{0,12}?)['"`]?: (?<why>No such file or directory|Connection refused|Permission denied)/,
  explain({ get }) {
    const denied = get('why') === 'Permission denied';
    return {
      culprit: get('socket'),
      facts: { socket: get('socket'), error: get('why') },
      message: denied
        ? `Your user may not open ${get('socket')}: it is for the group libvirtd.`
        : `Nothing answers at ${get('socket')}: libvirtd is not enabled, or does not run.`,
      fixes: denied
        ? joinGroup('libvirtd', 'Join the group.')
        : [
            enableForGroup(
              'Enable it, and join its group (log in again afterwards).',
              'virtualisation.libvirtd.enable',
              'libvirtd',
              onNixos,
            ),
            shellFix(
              'If it is enabled: see why it does not run.',
              'systemctl status libvirtd.socket libvirtd.service --no-pager',
            ),
          ],
      verify: ['virsh -c qemu:///system list --all'],
    };
  },
};

const defaultNetwork: Saying = {
  anchors: [' is not active', 'network default', 'Network not found: no network'],
  line: /(?:[Nn]etwork '?(?<name>default)'? is not active|Failed to start network (?<start>\S{1,60})|Network not found: no network with matching name '(?<gone>[^']{1,60})')/,
  explain(evidence) {
    const { get } = evidence;
    const name = get('name') || get('start') || get('gone');
    const firewall = evidence.after(/firewall command|iptables|nft(?:ables)? /, 4) !== undefined;
    return {
      culprit: `the network ${name} of libvirt`,
      facts: { network: name },
      message: firewall
        ? `libvirt cannot set its rules of the firewall for the network ${name}: what was there before it was taken away (another firewall, a reload), or the backend is another one.`
        : `The network ${name} that the machine asks for is not started.`,
      fixes: [
        ...(firewall
          ? [
              shellFix(
                'Start libvirt anew, which writes its rules again; then start the network.',
                'sudo systemctl restart libvirtd && sudo virsh net-start default',
                'restart',
              ),
            ]
          : []),
        shellFix(
          'Start it, and have it started each time.',
          `sudo virsh net-start ${name.replace(/[^\w.-]/g, '')} && sudo virsh net-autostart ${name.replace(/[^\w.-]/g, '')}`,
          'restart',
        ),
        ...(get('gone') === ''
          ? []
          : [
              advice(
                'If there is none of that name: define it (virt-manager, Edit, Connection Details, Virtual Networks), or give the machine one that is there.',
              ),
            ]),
      ],
      verify: ['sudo virsh net-list --all'],
    };
  },
};

const firmware: Saying = {
  anchors: ['firmware that is compatible', 'OVMF_', 'edk2-'],
  line: /(?:Unable to find '(?<kind>efi|bios)' firmware that is compatible|(?:Could not open|cannot open|Failed to open) (?:file )?['"`]?(?<file>\/(?:nix\/store|run\/libvirt)\/\S{0,200}(?:OVMF|edk2)\S{1,100}?)['"`]?: No such file)/,
  explain: ({ get }) => ({
    culprit: get('file') || `firmware ${get('kind')}`,
    facts: { file: get('file') || undefined },
    message:
      get('file') === ''
        ? 'libvirt knows no UEFI firmware that fits what the machine asks for (Secure Boot, TPM, its form).'
        : `The machine names its firmware by a path of the Nix store that is gone: ${get('file')}.`,
    fixes: [
      nixFix(
        'If NixOS is 25.05 or older: have libvirt know the firmware, with Secure Boot and TPM (since 25.11 QEMU brings it by itself).',
        'virtualisation.libvirtd.qemu.ovmf = {\n  enable = true;\n  packages = [ pkgs.OVMFFull.fd ];\n};',
        { holds: onNixos },
      ),
      shellFix(
        'If the machine is older than the system: let libvirt choose again. Edit it: delete the lines <loader …> and <nvram …>, and write <os firmware="efi">.',
        'virsh -c qemu:///system edit YOUR_MACHINE',
        { fill: { YOUR_MACHINE: 'the name of the machine' } },
      ),
    ],
    verify: ['virsh -c qemu:///system domcapabilities | grep -A3 firmware'],
  }),
};

const tpm: Saying = {
  anchors: ['TPM version ', 'swtpm'],
  line: /(?:TPM version '(?<version>[\d.]{1,6})' is not supported|(?:[Uu]nable|[Cc]annot) (?:to )?find ['"`]?swtpm)/,
  explain: () => ({
    culprit: 'swtpm',
    message: 'The machine has a TPM, which the program swtpm plays, and libvirt does not have it.',
    fixes: [
      nixFix('Give it to libvirt.', 'virtualisation.libvirtd.qemu.swtpm.enable = true;', {
        risk: 'restart',
        holds: onNixos,
      }),
    ],
    verify: ['virsh -c qemu:///system domcapabilities | grep -A3 tpm'],
  }),
};

const virtualBox: Saying = {
  anchors: ['vboxdrv kernel module is not loaded', '/dev/vboxdrv'],
  line: /(?:vboxdrv kernel module is not loaded|(?:open|access).{0,40}\/dev\/vboxdrv|Kernel driver not installed)/,
  explain: () => ({
    culprit: 'vboxdrv',
    message:
      'VirtualBox needs its kernel module, which is not loaded: the package alone was installed, the running kernel is older than the system, or the module does not exist for this kernel.',
    fixes: [
      nixFix(
        'If pkgs.virtualbox stands in a list of packages: enable the module instead, and restart.',
        'virtualisation.virtualbox.host.enable = true;\nusers.extraGroups.vboxusers.members = [ "YOUR_USER" ];',
        {
          risk: 'restart',
          fill: { YOUR_USER: 'your user name' },
          holds: onNixos,
        },
      ),
      shellFix(
        'If it is enabled: restart into the kernel that it is built for; if it then is not loaded, this says why (KVM in use keeps it off, too).',
        'uname -r; sudo modprobe vboxdrv; lsmod | grep -E "vbox|kvm"',
        'restart',
      ),
    ],
    verify: ['lsmod | grep vboxdrv'],
  }),
};

/** libvirt, QEMU and VirtualBox ask for parts that their NixOS modules bring. */
export const virtualMachines = ruleOfSayings(
  {
    id: 'runtime/virtual-machines',
    class: 'virtual-machine-setup',
    phase: 'runtime',
    title: 'Virtual machines are not set up',
    components: ['virtualisation'],
    confidence: 0.92,
    docs: [{ title: 'NixOS wiki: Libvirt', url: 'https://wiki.nixos.org/wiki/Libvirt' }],
  },
  [noSocket, defaultNetwork, firmware, tpm, virtualBox],
);
