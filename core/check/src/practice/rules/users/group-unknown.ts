import {
  textsOf,
  type CheckConfiguration,
  type CheckDefinition,
  type CheckParameters,
  type CheckRule,
} from '@nixai/api';
import { isSlip } from '../../../slip.js';
import { optionPage } from '../links.js';
import { user } from './shared.js';

/** Groups that NixOS or a module of it makes, and that people are put into. */
const known = [
  'adbusers',
  'adm',
  'audio',
  'cdrom',
  'dialout',
  'disk',
  'docker',
  'gamemode',
  'incus-admin',
  'input',
  'kvm',
  'libvirtd',
  'lpadmin',
  'lxd',
  'networkmanager',
  'nixbld',
  'plugdev',
  'podman',
  'render',
  'scanner',
  'systemd-journal',
  'users',
  'uinput',
  'vboxusers',
  'video',
  'wheel',
  'wireshark',
];

/** A short name is one slip away from many. */
const shortest = 5;

const isDeclared = (configuration: CheckConfiguration, group: string): boolean =>
  ['gid', 'members', 'name'].some(
    (leaf) => configuration.definitions(['users', 'groups', group, leaf]).length > 0,
  ) || configuration.definitions(['users', 'groups', group]).length > 0;

function slips(
  { values }: CheckDefinition,
  given: CheckParameters,
): readonly (readonly [string, string])[] {
  return values.flatMap(textsOf).flatMap((written) => {
    if (known.includes(written) || given('groups').has(written)) return [];
    const meant =
      written.length < shortest ? undefined : known.find((group) => isSlip(group, written));
    return meant === undefined ? [] : [[written, meant] as const];
  });
}

export const groupUnknown: CheckRule = {
  id: 'group-unknown',
  severity: 'warning',
  set: 'nixos',
  options: [`${user}.extraGroups`, `${user}.group`],
  parameters: {
    groups: {
      describe:
        'Groups that are there without a declaration: of a directory, or of a module elsewhere',
      of: 'text',
      usual: [],
    },
  },
  applies: (definition, configuration, given) =>
    slips(definition, given).some(([written]) => !isDeclared(configuration, written)),
  message: 'a user is put into a group that is one slip away from one of NixOS',
  why: 'NixOS says nothing of a group that is not there: the user simply lacks its rights.',
  fix: 'Write the name of the group, or declare it in users.groups.',
  fixFor: (definition, given) =>
    slips(definition, given)
      .map(([written, meant]) => `Write "${meant}" for "${written}".`)
      .join(' '),
  docs: optionPage('users.users.<name>.extraGroups'),
  samples: {
    fires: [
      { 'users.users.ada.extraGroups': ['wheel', 'networkmanger'] },
      { 'users.users.ada.extraGroups': ['dokcer'] },
    ],
    quiet: [
      { 'users.users.ada.extraGroups': ['wheel', 'docker', 'libvirtd', 'media', 'video'] },
      { 'users.users.ada.extraGroups': ['dockers'], 'users.groups.dockers': {} },
    ],
  },
};
