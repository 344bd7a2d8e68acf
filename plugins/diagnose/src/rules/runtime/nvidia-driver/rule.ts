import { advice, nixFix, shellFix, onNixos, onOtherLinux } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const enable = nixFix(
  'If it was never set up: enable the driver (unfree), and restart. open = true is for cards from the 16 series (Turing) on.',
  'services.xserver.videoDrivers = [ "nvidia" ];\nhardware.graphics.enable = true;\nhardware.nvidia.open = true;',
  { risk: 'restart', holds: onNixos },
);

const notLoaded: Saying = {
  anchors: ['communicate with the NVIDIA driver', 'No devices were found'],
  line: /(?:NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver|^No devices were found$)/,
  explain: () => ({
    culprit: 'the kernel module nvidia',
    message:
      'The tools of NVIDIA are there, and the kernel module is not loaded (or does not see the card).',
    fixes: [
      enable,
      shellFix(
        'If it is set up: restart, if you have not since; then this says why it does not load.',
        'lsmod | grep -E "nvidia|nouveau"; journalctl -b -k --no-pager | grep -iE "nvrm|nvidia|nouveau" | tail -20',
      ),
    ],
    verify: ['nvidia-smi'],
  }),
};

const notSupported: Saying = {
  anchors: ['NVRM: '],
  line: /NVRM: .{0,80}(?:(?<open>not supported by open|requires? use of the NVIDIA open kernel modules|supported by the NVIDIA .{0,20}open)|(?<old>is (?:only )?supported through the NVIDIA (?<branch>\d{3})\.\S{0,6} Legacy))|NVRM: installed in this system (?<bare>is not supported)/,
  explain({ get, after }) {
    const branch =
      get('branch') ||
      (after(/(?:through the )?NVIDIA (?<is>\d{3})\.\S{0,6} Legacy/, 6)?.groups?.['is'] ?? '');
    const toOpen = after(/requires? use of the NVIDIA open kernel modules/, 6) !== undefined;
    return {
      culprit: 'hardware.nvidia (the driver is not for this card)',
      facts: { branch: branch || undefined },
      message:
        branch === ''
          ? 'The driver that is loaded does not run this card: it is the open one for a card that is older, the closed one for a card that is newer, or a branch that has dropped it.'
          : `The driver that is loaded has dropped this card; the legacy branch ${branch} runs it.`,
      fixes: [
        branch === ''
          ? nixFix(
              toOpen
                ? 'Cards from the 50 series (Blackwell) on need the open module.'
                : 'If the card is older than the 16 series (Turing): the closed module.',
              `hardware.nvidia.open = ${toOpen ? 'true' : 'false'};`,
              { risk: 'restart', holds: onNixos },
            )
          : nixFix(
              'Take that branch (if its module does not build for the kernel: a long-term kernel).',
              `hardware.nvidia.open = false;\nhardware.nvidia.package = config.boot.kernelPackages.nvidiaPackages.legacy_${branch};`,
              { risk: 'restart', holds: onNixos },
            ),
        advice(
          'If it is very old: nouveau runs it without any of that (take "nvidia" out of videoDrivers).',
        ),
      ],
      verify: ['journalctl -b -k --no-pager | grep NVRM | tail'],
    };
  },
};

const cudaOlder: Saying = {
  anchors: [
    'CUDA driver version is insufficient',
    'driver on your system is too old',
    'CUDA_ERROR_NO_DEVICE',
    'no CUDA-capable device',
    'CUDA unknown error',
    'CUDA initialization',
  ],
  line: /(?:CUDA driver version is insufficient for CUDA runtime version|The NVIDIA driver on your system is too old|CUDA_ERROR_NO_DEVICE|no CUDA-capable device is detected|CUDA unknown error|CUDA initialization: .{3,120})/,
  explain: ({ line }) => ({
    culprit: 'libcuda (the driver of NVIDIA)',
    message: /insufficient|too old/.test(line.text)
      ? 'The program is built for a newer CUDA than the driver knows, or it finds no driver at all (which it reports in the same words).'
      : 'CUDA finds no card: the driver is not loaded, its library is not where the program looks, or the device is not given to this container or user.',
    fixes: [
      shellFix(
        'If nvidia-smi works: the program does not find the library of the driver. Show it the place where NixOS has it.',
        'nvidia-smi && export LD_LIBRARY_PATH="/run/opengl-driver/lib:$LD_LIBRARY_PATH"',
        { holds: onNixos },
      ),
      enable,
      shellFix(
        'If this is no NixOS: programs of Nix do not see the driver of the system; nixGL gives it to them.',
        'nix run --impure github:nix-community/nixGL#nixGLNvidia -- YOUR_PROGRAM',
        {
          fill: { YOUR_PROGRAM: 'the command that failed' },
          holds: onOtherLinux,
        },
      ),
    ],
    verify: ['nvidia-smi; ls /run/opengl-driver/lib/libcuda.so.1'],
    confidence: 0.82,
  }),
};

const inContainer: Saying = {
  anchors: ['could not select device driver', 'nvidia-container-cli', 'unresolvable CDI devices'],
  line: /(?:could not select device driver ["'].{0,20}["'] with capabilities: \[\[gpu\]\]|nvidia-container-cli: (?<why>.{5,160})|unresolvable CDI devices (?<device>\S{3,80}))/,
  explain: ({ get }) => ({
    culprit: 'the graphics card in a container',
    facts: { error: get('why') || undefined },
    message:
      'The container asks for the graphics card, and Docker or Podman does not know how to give it: on NixOS that is done by CDI.',
    fixes: [
      nixFix('Have the devices described.', 'hardware.nvidia-container-toolkit.enable = true;', {
        risk: 'restart',
        holds: onNixos,
      }),
      shellFix(
        'Then ask for the card by that name, and not by --gpus or --runtime=nvidia (in Compose: driver: cdi, device_ids: ["nvidia.com/gpu=all"]).',
        'docker run --rm --device nvidia.com/gpu=all ubuntu nvidia-smi   # podman takes the same',
      ),
    ],
    verify: ['systemctl status nvidia-container-toolkit-cdi-generator --no-pager; ls /var/run/cdi'],
  }),
};

/** The driver of NVIDIA is not there for what asks for it. */
export const nvidiaDriver = ruleOfSayings(
  {
    id: 'runtime/nvidia-driver',
    class: 'nvidia-driver',
    phase: 'runtime',
    title: 'NVIDIA driver does not answer',
    components: ['graphics'],
    confidence: 0.9,
    yieldsTo: ['driver-version-mismatch', 'kernel-module-build'],
    docs: [{ title: 'NixOS wiki: NVIDIA', url: 'https://wiki.nixos.org/wiki/NVIDIA' }],
  },
  [notLoaded, notSupported, cudaOlder, inContainer],
);
