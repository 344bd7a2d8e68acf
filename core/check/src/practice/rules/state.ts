import { textsOf, type CheckDefinition, type CheckRules } from '@nixai/api';
import { isGiven } from './conditions.js';
import { homeOptionPage, optionPage } from './links.js';

/** Those of March, May, September and November, and the two of before there was a rhythm. */
const release = /^(?:\d\d\.(?:03|05|09|11)|13\.10|14\.04|14\.12)$/;

const noRelease = ({ values }: CheckDefinition): boolean =>
  values.flatMap(textsOf).some((text) => !release.test(text));

const whyKept =
  'It tells which release the data on the machine is from, so that an upgrade leaves it readable.';

/** The release that the data of a machine or a home is from. */
export const stateRules: CheckRules = [
  {
    id: 'state-version-missing',
    severity: 'warning',
    set: 'nixos',
    appliesTo: (configuration) => !isGiven(configuration, 'system.stateVersion'),
    message: 'system.stateVersion is not set',
    why: `${whyKept} Without it NixOS takes its own release, which changes with each upgrade.`,
    fix: 'Set it to the release that this machine was installed with, and never change it.',
    docs: optionPage('system.stateVersion'),
    samples: {
      fires: [{ 'networking.hostName': 'box' }],
      quiet: [{ 'system.stateVersion': '25.05' }],
    },
  },
  {
    id: 'state-version-no-release',
    severity: 'error',
    set: 'nixos',
    options: ['system.stateVersion'],
    applies: noRelease,
    message: 'system.stateVersion is no release of NixOS',
    why: whyKept,
    fix: 'Write the release that this machine was installed with: "25.05".',
    docs: optionPage('system.stateVersion'),
    samples: {
      fires: [{ 'system.stateVersion': 'unstable' }, { 'system.stateVersion': '25.5' }],
      quiet: [{ 'system.stateVersion': '25.05' }, { 'system.stateVersion': '14.12' }],
    },
  },
  {
    id: 'home-state-version-missing',
    severity: 'error',
    set: 'home-manager',
    appliesTo: (configuration) => !isGiven(configuration, 'home.stateVersion'),
    message: 'home.stateVersion is not set',
    why: `${whyKept} Home Manager refuses to build without it.`,
    fix: 'Set it to the release that this home was made with, and never change it.',
    docs: homeOptionPage('home.stateVersion'),
    samples: {
      fires: [{ 'programs.git.enable': true }],
      quiet: [{ 'home.stateVersion': '25.05' }],
    },
  },
  {
    id: 'home-state-version-no-release',
    severity: 'error',
    set: 'home-manager',
    options: ['home.stateVersion'],
    applies: noRelease,
    message: 'home.stateVersion is no release of Home Manager',
    why: whyKept,
    fix: 'Write the release that this home was made with: "25.05".',
    docs: homeOptionPage('home.stateVersion'),
    samples: {
      fires: [{ 'home.stateVersion': 'latest' }],
      quiet: [{ 'home.stateVersion': '24.11' }],
    },
  },
];
