import type { CheckDefinition, CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

/** A kernel alone, and not the set with its modules: `linux_latest`, `linux_6_12`. */
const kernelAlone = /^(?:linux|linuxKernel\.kernels\.linux)((?:_\w+)?)$/;

/** The attribute that is named, as a package or in quotes. */
const named = ({ values }: CheckDefinition): string | undefined => {
  const [only, more] = values;
  if (more !== undefined) return undefined;
  if (only?.type === 'package' && kernelAlone.test(only.attribute)) return only.attribute;
  return only?.type === 'string' ? only.value?.replace(/^pkgs\./, '') : undefined;
};

const meant = (attribute: string): string =>
  `pkgs.${attribute.replace(kernelAlone, (_, which: string) => `linuxPackages${which}`)}`;

export const kernelPackagesWrong: CheckRule = {
  id: 'kernel-packages-wrong',
  severity: 'error',
  set: 'nixos',
  options: ['boot.kernelPackages'],
  applies: (definition) => named(definition) !== undefined,
  message: 'this is no set of packages for a kernel',
  why: 'It takes the kernel together with the modules that are built for it.',
  fix: 'Write pkgs.linuxPackages_latest, or the one of another kernel.',
  fixFor: (definition) => {
    const attribute = named(definition) ?? '';
    return /^linux(?:Packages)?(?:_\w+)?$/.test(attribute)
      ? `Write ${meant(attribute)}.`
      : 'Write pkgs.linuxPackages_latest, or the one of another kernel.';
  },
  docs: optionPage('boot.kernelPackages'),
  samples: {
    fires: [
      { 'boot.kernelPackages': 'linuxPackages_latest' },
      { 'boot.kernelPackages': { package: 'linux_latest' } },
      { 'boot.kernelPackages': { package: 'linux' } },
    ],
    quiet: [
      { 'boot.kernelPackages': { package: 'linuxPackages_latest' } },
      { 'boot.kernelPackages': { package: 'linuxKernel.packages.linux_6_12' } },
      { 'boot.kernelPackages': {} },
    ],
  },
};
