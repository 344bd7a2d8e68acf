import type { DiagnosisRule } from '@nixai/api';
import { nixFix } from '../../shared/fix.js';

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
      fixes: [
        nixFix(
          'Take it from the list: name only modules that this kernel has.',
          `boot.initrd.availableKernelModules = lib.mkForce [ /* without "${module}" */ ];   # see also boot.initrd.kernelModules`,
        ),
        nixFix(
          'Or let missing modules pass (usual for Raspberry Pi kernels).',
          'nixpkgs.overlays = [ (final: super: { makeModulesClosure = x: super.makeModulesClosure (x // { allowMissing = true; }); }) ];',
        ),
        nixFix(
          'If it is an out-of-tree module, add its package.',
          `boot.extraModulePackages = [ config.boot.kernelPackages.${module} ];`,
        ),
        nixFix(
          'Or use a kernel that has it.',
          'boot.kernelPackages = pkgs.linuxPackages;',
          'restart',
        ),
      ],
      options: ['boot.initrd.availableKernelModules'],
      verify: ['nixos-rebuild build'],
    };
  },
};
