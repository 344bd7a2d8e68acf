import { advice, nixFix, shellFix, onNixos, onOtherLinux } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const userFill = { YOUR_USER: 'your user name' };

const subordinate: Saying = {
  anchors: ['no subuid ranges found', 'no subgid ranges found', 'potentially insufficient UIDs'],
  line: /(?:no sub[ug]id ranges found for user ["'`]?(?<user>[\w.-]{1,60})|potentially insufficient UIDs or GIDs available)/,
  explain: ({ get }) => ({
    culprit: `subUidRanges of ${get('user') || 'the user'}`,
    facts: { user: get('user') || undefined },
    message:
      'Containers without root give their users numbers of a range that belongs to you, and no range is yours in /etc/subuid and /etc/subgid.',
    fixes: [
      nixFix(
        'Give the user a range (people that NixOS makes as isNormalUser have one by themselves); then podman system migrate.',
        `users.users.${get('user') === '' ? 'YOUR_USER' : `"${get('user')}"`}.autoSubUidGidRange = true;`,
        {
          ...(get('user') === '' ? { fill: userFill } : {}),
          holds: onNixos,
        },
      ),
      shellFix(
        'On another Linux: give it one there.',
        'sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "$USER" && podman system migrate',
        { risk: 'security', holds: onOtherLinux },
      ),
    ],
    verify: ['grep "^$(id -un):" /etc/subuid /etc/subgid'],
  }),
};

const newuidmap: Saying = {
  anchors: ['newuidmap', 'newgidmap'],
  line: /(?<path>\/\S{1,200}\/)?new(?<kind>[ug])idmap["'`]?:? .{0,200}?(?:open of [ug]id_map failed: Permission denied|write to [ug]id_map failed: Operation not permitted|executable file not found|Operation not permitted)/,
  explain({ get, line }) {
    const ofStore = get('path').startsWith('/nix/store/');
    const absent = line.text.includes('not found');
    return {
      culprit: `new${get('kind')}idmap`,
      facts: { path: get('path') || undefined },
      message: absent
        ? 'Podman calls newuidmap, which is not in PATH: it is setuid, and no package can bring it.'
        : ofStore
          ? 'The newuidmap that is called lies in the Nix store, where nothing has the setuid bit; the wrapper of NixOS has it.'
          : 'newuidmap may not write the map: it has lost its setuid bit, or what runs podman is itself in a container or a unit that forbids new privileges.',
      fixes: [
        shellFix(
          'If this is NixOS: let the wrappers come first in PATH (of a unit: Environment=PATH=/run/wrappers/bin:…).',
          'type -a newuidmap; export PATH="/run/wrappers/bin:$PATH"',
          { holds: onNixos },
        ),
        shellFix(
          'If it is another Linux: take newuidmap of the distribution (uidmap, shadow-utils), and leave shadow out of the Nix profile.',
          'type -a newuidmap; sudo apt-get install uidmap',
          { holds: onOtherLinux },
        ),
        advice(
          'If it runs in a container or a unit: that has to allow it (--privileged, NoNewPrivileges = false).',
        ),
      ],
      verify: ['ls -l "$(command -v newuidmap)"'],
    };
  },
};

const shortName: Saying = {
  anchors: ['did not resolve to an alias'],
  line: /short-name ["'`](?<image>[\w./:@-]{1,120})["'`] did not resolve to an alias/,
  explain: ({ get }) => ({
    culprit: get('image'),
    facts: { image: get('image') },
    message: `Podman does not know which registry ${get('image')} is of: no registry is set to be searched.`,
    fixes: [
      shellFix(
        'Name it in full (of Docker Hub: docker.io/library/NAME, or docker.io/OWNER/NAME).',
        `podman pull docker.io/${get('image').includes('/') ? '' : 'library/'}${get('image')}`,
      ),
      nixFix(
        'Or say which registry is searched (this needs virtualisation.containers.enable or podman.enable).',
        'virtualisation.containers.registries.search = [ "docker.io" ];',
        { holds: onNixos },
      ),
    ],
    verify: ['cat /etc/containers/registries.conf'],
  }),
};

const policy: Saying = {
  anchors: ['containers/policy.json'],
  line: /open (?<file>\/\S{0,120}containers\/policy\.json): no such file/,
  explain: ({ get }) => ({
    culprit: get('file'),
    facts: { file: get('file') },
    message: `${get('file')} says which images may be used, and is not there: the package of podman (skopeo, buildah) is installed without the module that writes it.`,
    fixes: [
      nixFix('Enable the module, which writes the files.', 'virtualisation.podman.enable = true;', {
        holds: onNixos,
      }),
      shellFix(
        'On another system: write it for your user (it lets all images in).',
        `mkdir -p ~/.config/containers && echo '{"default":[{"type":"insecureAcceptAnything"}]}' > ~/.config/containers/policy.json`,
        { risk: 'security', holds: { platforms: ['linux', 'darwin', 'unknown'] } },
      ),
    ],
    verify: ['ls /etc/containers ~/.config/containers'],
  }),
};

const runtime: Saying = {
  anchors: ['OCI runtime'],
  line: /(?:default )?OCI runtime ["'`](?<name>[\w-]{2,30})["'`] not found/,
  explain: ({ get }) => ({
    culprit: get('name'),
    facts: { runtime: get('name') },
    message: `Podman is there without ${get('name')}, which starts the containers: its package alone was installed, or its configuration names another.`,
    fixes: [
      nixFix(
        'Enable the module (and take pkgs.podman out of the list of packages).',
        'virtualisation.podman.enable = true;',
        { holds: onNixos },
      ),
      shellFix(
        'Elsewhere: install it beside podman; after an update: podman system migrate.',
        `nix profile install nixpkgs#${get('name').replace(/[^\w-]/g, '')} && podman system migrate`,
        { holds: onOtherLinux },
      ),
    ],
    verify: ['podman info'],
  }),
};

/** Podman and its kin need ranges, setuid helpers and files that only a module or a distribution brings. */
export const rootlessContainers = ruleOfSayings(
  {
    id: 'runtime/rootless-containers',
    class: 'containers-setup',
    phase: 'runtime',
    title: 'Containers are not set up',
    components: ['containers'],
    confidence: 0.93,
    docs: [{ title: 'NixOS wiki: Podman', url: 'https://wiki.nixos.org/wiki/Podman' }],
  },
  [subordinate, newuidmap, shortName, policy, runtime],
);
