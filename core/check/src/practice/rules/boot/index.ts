import type { CheckRules } from '@nixai/api';
import { bootEditor } from './boot-editor.js';
import { grubRemovableWithVariables } from './grub-removable-with-variables.js';
import { grubWithoutDevice } from './grub-without-device.js';
import { kernelMitigationsOff } from './kernel-mitigations-off.js';
import { moduleLoadedAndForbidden } from './module-loaded-and-forbidden.js';
import { noBootLoader } from './no-boot-loader.js';
import { tmpCleanedTwice } from './tmp-cleaned-twice.js';
import { twoBootLoaders } from './two-boot-loaders.js';
import { zramBehindZswap } from './zram-behind-zswap.js';
import { kernelPackagesWrong } from './kernel-packages-wrong.js';

/** Starting the machine, and the kernel. */
export const bootRules: CheckRules = [
  twoBootLoaders,
  noBootLoader,
  grubWithoutDevice,
  grubRemovableWithVariables,
  bootEditor,
  kernelMitigationsOff,
  kernelPackagesWrong,
  moduleLoadedAndForbidden,
  zramBehindZswap,
  tmpCleanedTwice,
];
