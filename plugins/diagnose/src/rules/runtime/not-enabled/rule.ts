import { nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { unitName } from '../../shared/units.js';
import type { Diagnosis } from '@nixai/api';
import { busNames, optionFor, units } from '../../shared/services.js';

const notThere = (name: string, option: string, what: string): Diagnosis => ({
  culprit: name,
  facts: { name, option },
  message: `${what} ${name} is not there: on NixOS ${option} brings it, and installing a package alone does not.`,
  fixes: [
    nixFix('Enable it, and switch.', `${option} = true;`, {
      holds: onNixos,
    }),
    shellFix(
      'If it is enabled: see whether the system that runs is the one that was built last.',
      'readlink /run/current-system /nix/var/nix/profiles/system; systemctl --failed --no-pager',
    ),
  ],
  options: [option],
  verify: [
    /\.\w+$/.test(name) && !name.startsWith('org.') ? `systemctl status ${name}` : 'busctl list',
  ],
});

const noUnit: Saying = {
  anchors: ['not found', 'could not be found', 'does not exist'],
  line: new RegExp(
    `(?:Failed to (?:start|restart|stop|enable|get unit file state for) \\S{1,120}: |^)Unit (?:file )?(?<unit>${unitName}) (?:not found|could not be found|does not exist)`,
  ),
  explain({ get }) {
    const option = optionFor(get('unit'), units);
    return option === undefined ? undefined : notThere(get('unit'), option, 'The unit');
  },
};

const noName: Saying = {
  anchors: ['was not provided by any .service files', 'is not activatable'],
  line: /[Tt]he name ["'`]?(?<name>[\w.-]{4,80}?)["'`]? (?:was not provided by any \.service files|is not activatable)/,
  explain({ get }) {
    const option = optionFor(get('name'), busNames);
    return option === undefined
      ? undefined
      : notThere(get('name'), option, 'A program asks D-Bus for a service, and that of the name');
  },
};

const tailscale: Saying = {
  anchors: ['failed to connect to local tailscaled'],
  line: /failed to connect to local tailscaled?/,
  explain: () => notThere('tailscaled.service', 'services.tailscale.enable', 'The unit'),
};

const flathub: Saying = {
  anchors: ['No remote refs found', 'flathub', 'No remotes found which provide'],
  line: /(?:No remote refs found (?:similar to|for) ['"`]?(?<ref>[\w.-]{2,80})|Remote ["'`]flathub["'`] not found|No remotes found which provide)/,
  explain: () => ({
    culprit: 'the remote flathub',
    message: 'Flatpak has no remote of that name: NixOS switches Flatpak on, and adds none.',
    fixes: [
      shellFix(
        'Add Flathub (for all users; --user for you alone).',
        'flatpak remote-add --if-not-exists flathub https://dl.flathub.org/repo/flathub.flatpakrepo',
      ),
    ],
    verify: ['flatpak remotes'],
  }),
};

const steam: Saying = {
  anchors: ['find dpkg', 'You are missing the following 32-bit libraries'],
  line: /(?:Couldn't find dpkg|You are missing the following 32-bit libraries)/,
  explain: () => ({
    culprit: 'steam',
    message:
      'Steam runs without the environment that it needs: it was started outside of the wrapper of nixpkgs, or its 32-bit libraries are not there.',
    fixes: [
      nixFix(
        'Have NixOS set it up, with the 32-bit graphics libraries.',
        'programs.steam.enable = true;',
        {
          holds: onNixos,
        },
      ),
    ],
    verify: ['command -v steam'],
    confidence: 0.85,
  }),
};

/** A service that people expect of a package alone, and an option of NixOS brings. */
export const notEnabled = ruleOfSayings(
  {
    id: 'runtime/not-enabled',
    class: 'service-not-enabled',
    phase: 'runtime',
    title: 'Service is not enabled',
    components: ['services', 'systemd'],
    confidence: 0.9,
    docs: [{ title: 'NixOS options', url: 'https://search.nixos.org/options' }],
  },
  [noUnit, noName, tailscale, flathub, steam],
);
