import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

export const tmpCleanedTwice: CheckRule = {
  id: 'tmp-cleaned-twice',
  severity: 'note',
  set: 'nixos',
  options: ['boot.tmp.cleanOnBoot'],
  applies: (definition, configuration) =>
    is(true)(definition) && isOn(configuration, 'boot.tmp.useTmpfs'),
  message: '/tmp is in memory, and to be emptied at boot as well',
  why: 'What is in memory is empty at boot: the line has no effect.',
  fix: 'Delete the line.',
  docs: optionPage('boot.tmp.useTmpfs'),
  samples: {
    fires: [{ 'boot.tmp.cleanOnBoot': true, 'boot.tmp.useTmpfs': true }],
    quiet: [{ 'boot.tmp.cleanOnBoot': true }],
  },
};
