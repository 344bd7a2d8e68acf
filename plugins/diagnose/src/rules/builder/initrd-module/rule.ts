import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { attributeName, packageName } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';

export const initrdModule: DiagnosisRule = {
  id: 'build/initrd-module',
  class: 'initrd-module-missing',
  phase: 'build',
  title: 'Kernel lacks a module of the initrd',
  components: ['build', 'boot', 'kernel'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['modprobe: FATAL: Module', 'FATAL: Module'],
      line: /modprobe: FATAL: Module (?<module>[\w-]{1,80}) not found in directory (?<folder>\S{1,300})/,
    },
  ],
  docs: [
    {
      title: 'boot.initrd.availableKernelModules',
      url: 'https://nixos.org/manual/nixos/stable/options#opt-boot.initrd.availableKernelModules',
    },
  ],
  explain(evidence) {
    const module = evidence.get('module');
    const kernel =
      /\/lib\/modules\/(?<is>[\w.+-]{1,60})/.exec(evidence.get('folder'))?.groups?.['is'] ?? '';
    const building =
      evidence.block.derivation !== undefined || evidence.get('folder').startsWith('/nix/store/');
    if (!building) return undefined;
    return {
      culprit: `${module} (kernel ${kernel})`,
      facts: { module, kernel, folder: evidence.get('folder') },
      message: `The initrd shall contain the kernel module ${module}, and the kernel ${kernel} has none of that name: it is built in, switched off (as in vendor kernels for boards), or an out-of-tree module that is not in boot.extraModulePackages.`,
      fixes: fixesFor(
        module,
        vendor.test(`${kernel} ${evidence.block.derivation ?? ''} ${evidence.get('folder')}`),
      ),
      options: ['boot.initrd.availableKernelModules'],
      verify: ['nixos-rebuild build'],
    };
  },
};

/** Kernels of boards, which leave out what nixpkgs' own have. */
const vendor = /rpi|raspberry|rockchip|tegra|vendor|asahi|mainline-kernel|sunxi|imx|mediatek/i;

/** Modules that an option brings into the initrd, and the definition that leaves them out. */
const byOption: readonly (readonly [RegExp, string, string])[] = [
  [
    /^tpm[-_](?:crb|tis)$/,
    'They are only wanted for a TPM in stage 1: switch that off.',
    'boot.initrd.systemd.tpm2.enable = false;',
  ],
  [
    /^(?:dm[-_]crypt|cryptd|aesni[-_]intel|xts|aes\w*)$/,
    'They are only wanted for LUKS: take the entries of boot.initrd.luks.devices out, if the machine has none.',
    'boot.initrd.luks.cryptoModules = [ "aes" "xts" "sha256" ];',
  ],
];

const allowMissing =
  'nixpkgs.overlays = [\n  (final: prev: {\n    makeModulesClosure = args: prev.makeModulesClosure (args // { allowMissing = true; });\n  })\n];';

function fixesFor(module: string, ofBoard: boolean): readonly DiagnosisFix[] {
  const option = byOption.find(([pattern]) => pattern.test(module));
  const pass = nixFix(
    'Let modules that the kernel lacks pass (usual for kernels of boards, as the Raspberry Pi): all that it has still get into the initrd.',
    allowMissing,
    'restart',
  );
  const takeOut = advice(
    `Take "${module}" out of boot.initrd.availableKernelModules or boot.initrd.kernelModules where your configuration lists it (often hardware-configuration.nix, or a profile in imports). Do not force the list to a short one of your own: the modules for the disk are in it.`,
  );
  const without = nixFix(
    'In releases where the option is a set (2026 and newer): leave out only this one.',
    `boot.initrd.availableKernelModules.${attributeName(module)} = lib.mkForce false;`,
    'restart',
  );
  const outOfTree = packageName(module);
  const add =
    outOfTree === undefined
      ? []
      : [
          nixFix(
            'If it is an out-of-tree module, add its package.',
            `boot.extraModulePackages = [ config.boot.kernelPackages.${outOfTree} ];`,
            'restart',
          ),
        ];
  const kernel = nixFix(
    'Or use a kernel that has it.',
    'boot.kernelPackages = pkgs.linuxPackages;',
    'restart',
  );
  const known = option === undefined ? [] : [nixFix(option[1], option[2], 'restart')];
  return ofBoard
    ? [...known, pass, takeOut, without, ...add]
    : [...known, takeOut, pass, ...add, kernel, without];
}
