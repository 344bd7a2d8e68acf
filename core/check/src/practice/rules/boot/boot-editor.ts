import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { optionPage } from '../links.js';

export const bootEditor: CheckRule = {
  id: 'boot-editor',
  severity: 'note',
  set: 'nixos',
  options: ['boot.loader.systemd-boot.editor'],
  applies: is(true),
  message: 'the boot menu lets anybody edit the kernel command line',
  why: 'With init=/bin/sh it gives a root shell without a password.',
  fix: 'Set boot.loader.systemd-boot.editor = false;',
  docs: optionPage('boot.loader.systemd-boot.editor'),
  samples: {
    fires: [{ 'boot.loader.systemd-boot.editor': true }],
    quiet: [{ 'boot.loader.systemd-boot.editor': false }],
  },
};
