import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import * as v from 'valibot';
import { parse as parseYaml } from 'yaml';
import { packageRoot } from '../packageRoot.js';
import { loadHandbook, type Snippet, type Topic } from './index.js';
import { definedIn } from './testing/definedIn.js';
import { packagesIn } from './testing/packagesIn.js';

const { topics, options, renames } = loadHandbook();

/** Topics whose question is about something that others reach: their first snippet opens the port. */
const opensPorts: Readonly<Record<string, string>> = {
  'port-lan-only': 'asks for one port on one network',
  acme: 'the challenge comes from outside',
  'avahi-mdns': 'names are asked for by other machines',
  caddy: 'a public web server',
  firewall: 'asks how to open ports',
  hotspot: 'its guests ask for an address',
  'nat-router': 'serves the machines behind it',
  nfs: 'serves other machines',
  nginx: 'a public web server',
  'nixos-containers': 'inside the container, for its host',
  'own-cache': 'serves other machines',
  podman: 'containers ask the host for names',
  printing: 'network printers answer there',
  'samba-server': 'serves other machines',
  wordpress: 'a public site',
};

/** Words that stand in questions about anything. */
const stopWords = `install user restart files models cloud enable disable error warning force text source
  switch boot test build diff in with let rec script path environment unit go c include library header
  linker domain realm cache templates owner got specified alias via tablet dock fan android start stop`;

/** Words that two topics may share, and why. */
const shared: Readonly<Record<string, string>> = {};

/** Options that lock out, expose or destroy when they are set without thought. */
const dangerous = `boot.initrd.luks.devices boot.kernel.sysctl boot.loader.grub.device boot.loader.grub.enable
  boot.loader.timeout boot.supportedFilesystems environment.etc fileSystems.<name>.options
  hardware.nvidia.open home.file.<name>.force home.stateVersion
  networking.firewall.allowedUDPPorts networking.firewall.checkReversePath
  networking.firewall.enable networking.firewall.trustedInterfaces networking.interfaces
  networking.nftables.enable networking.useDHCP networking.wg-quick.interfaces
  networking.wireless.networks nix.channel.enable nix.gc.options nix.settings.substituters
  nix.settings.trusted-public-keys nix.settings.trusted-users nixpkgs.config programs.ssh.settings
  security.pam.loginLimits security.pam.services security.pam.u2f.control security.sudo.enable
  security.sudo.extraRules security.sudo.wheelNeedsPassword
  services.displayManager.autoLogin.enable services.fail2ban.enable services.getty.autologinUser
  services.grafana.settings services.home-assistant.openFirewall services.k3s.enable
  services.k3s.token services.mysql.package
  services.nextcloud.package services.nginx.virtualHosts services.openssh.enable
  services.openssh.ports services.openssh.settings.PermitRootLogin
  services.postgresql.authentication services.postgresql.enableTCPIP services.postgresql.package
  services.samba.settings services.syncthing.overrideFolders services.tailscale.useRoutingFeatures
  services.transmission.settings services.vaultwarden.config services.zfs.autoScrub.enable
  swapDevices system.autoUpgrade.allowReboot system.stateVersion
  systemd.services.<name>.environment systemd.tmpfiles.rules users.allowNoPasswordLogin
  users.users.<name>.hashedPassword users.users.<name>.hashedPasswordFile
  users.users.<name>.password virtualisation.docker.enable virtualisation.libvirtd.enable
  virtualisation.oci-containers.containers`;

/** A rule's violations, each a line that begins with the topic. */
const expectNone = (faults: readonly string[]) => expect(faults.join('\n')).to.equal('');

const textsOf = ({ answer, steps, checks, pitfalls }: Topic): string[] => [
  answer,
  ...steps,
  ...checks,
  ...pitfalls,
];
const nixSnippets = ({ snippets }: Topic) =>
  snippets.filter(({ where }) => where === 'nixos' || where === 'home');
const withoutComments = (code: string) => code.replace(/(^|\s)#.*$/gm, '$1');
const sentencesOf = (text: string) => text.split(/(?<=[.;:!?|])\s/);

describe('the rules of the handbook', () => {
  describe('releases', () => {
    const release = /\b2\d\.(?:05|11)\b/;
    /** What happened in a release stays true; what a person is to write does not. */
    const history =
      /\b(?:since|before|until|from|in|of|after|by|and|or|to|NixOS|Nixpkgs|Manager)\s+`?2\d\.(?:05|11)\b|\b2\d\.(?:05|11) (?:and later|on)\b|\(2\d\.(?:05|11)\)/gi;

    it('stand in no question, title or synonym', () => {
      expectNone(
        topics.flatMap(({ id, title, questions, synonyms }) =>
          [title, ...questions, ...synonyms]
            .filter((text) => release.test(text))
            .map((text) => `${id}: ${text}`),
        ),
      );
    });

    it('stand in no code: there a placeholder is filled', () => {
      expectNone(
        topics.flatMap(({ id, snippets }) =>
          snippets
            .filter(({ where, code }) => where !== 'nix' && release.test(withoutComments(code)))
            .map(({ title }) => `${id}: ${title}`),
        ),
      );
    });

    it('stand in text where it tells history', () => {
      expectNone(
        topics.flatMap((topic) =>
          textsOf(topic)
            .filter((text) => release.test(text.replace(history, '')))
            .map((text) => `${topic.id}: ${text}`),
        ),
      );
    });
  });

  describe('old names', () => {
    const olds = renames.map(({ set, old, block }) => ({ set, old, block: block === true }));
    const oldNameOf = (path: string, set: 'nixos' | 'home-manager') =>
      olds.find(
        (one) =>
          one.set === set && (path === one.old || (one.block && path.startsWith(`${one.old}.`))),
      )?.old;

    it('are in no list of options', () => {
      expectNone(
        topics.flatMap((topic) => [
          ...topic.options
            .filter((name) => oldNameOf(name, 'nixos'))
            .map((n) => `${topic.id}: ${n}`),
          ...topic.homeOptions
            .filter((name) => oldNameOf(name, 'home-manager'))
            .map((name) => `${topic.id}: ${name}`),
        ]),
      );
    });

    it('are in no snippet, unless its title says for which releases', () => {
      expectNone(
        topics.flatMap((topic) =>
          nixSnippets(topic)
            .filter(({ title }) => !/\bbefore \d\d\.\d\d/.test(title))
            .flatMap(({ title, where, code }) =>
              definedIn(code)
                .map((path) => path.map((segment) => segment ?? '<name>').join('.'))
                .filter((path) => oldNameOf(path, where === 'home' ? 'home-manager' : 'nixos'))
                .map((path) => `${topic.id}: ${title}: ${path}`),
            ),
        ),
      );
    });

    it('are told as old ones in texts', () => {
      const told =
        /\b(?:since|before|was|were|became|renamed|removed|moved|called|old|older|gone|replaced?s?|deprecated|formerly|earlier|now|→|no longer|instead|until)\b|→/i;
      // `programs.river` is in `programs.river-classic`; a name of both sets is told in one of them.
      const mentions = (sentence: string, old: string) =>
        sentence.split(/[^\w.<>"-]+/).some((word) => word.replace(/\.$/, '') === old);
      expectNone(
        topics.flatMap((topic) =>
          textsOf(topic).flatMap((text) =>
            sentencesOf(text)
              .filter((sentence) => !told.test(sentence) && !told.test(text))
              .flatMap((sentence) =>
                olds
                  .filter(({ old, set }) => {
                    if (!old.includes('.') || !mentions(sentence, old)) return false;
                    const other = set === 'nixos' ? topic.homeOptions : topic.options;
                    return !other.includes(old);
                  })
                  .map(({ old }) => `${topic.id}: ${old}: ${sentence}`),
              ),
          ),
        ),
      );
    });
  });

  describe('packages', () => {
    const names = v.array(v.string());
    const states = v.parse(
      v.strictObject({ gone: names, renamed: names, insecure: names, unfree: names }),
      parseYaml(readFileSync(join(packageRoot, 'handbook/packages.yaml'), 'utf8')),
    );
    const all = topics.flatMap((topic) =>
      topic.snippets.flatMap((snippet) =>
        packagesIn(snippet.code).map((name) => ({ topic, snippet, name })),
      ),
    );
    const listed = topics.flatMap((topic) => topic.packages.map((name) => ({ topic, name })));

    /** A set that is gone stands for what was in it. */
    const prefixesOf = (name: string) =>
      name.split('.').map((_, at, parts) => parts.slice(0, at + 1).join('.'));

    it('that are gone, or have another name, are named by no snippet and no list', () => {
      const old = new Set([...states.gone, ...states.renamed]);
      expectNone(
        [...all, ...listed]
          .filter(({ name }) => prefixesOf(name).some((prefix) => old.has(prefix)))
          .map(({ topic, name }) => `${topic.id}: ${name}`),
      );
    });

    it('with known holes are permitted where they are used', () => {
      expectNone(
        all
          .filter(({ name }) => states.insecure.some((one) => name.endsWith(one)))
          .filter(({ snippet }) => !/Insecure/.test(snippet.code))
          .map(({ topic, name }) => `${topic.id}: ${name}`),
      );
    });

    it('that are unfree are allowed in the snippet, and the topic says so', () => {
      const unfree = new Set(states.unfree);
      const used = all.filter(({ name }) => unfree.has(name));
      expectNone(
        used.flatMap(({ topic, snippet, name }) => {
          const said = [snippet.title, snippet.code, ...textsOf(topic)].some((text) =>
            /unfree/i.test(text),
          );
          const allowed = /allowUnfree|ALLOW_UNFREE|config\.allowUnfree|callPackage/i.test(
            snippet.code,
          );
          return said && allowed ? [] : [`${topic.id}: ${name}`];
        }),
      );
    });
  });

  describe('what a topic shows first', () => {
    const first = (topic: Topic): Snippet | undefined => nixSnippets(topic)[0];
    const expectOnlyIn = (risk: RegExp, allowed: Readonly<Record<string, string>>) => {
      const found = topics
        .filter((topic) => risk.test(withoutComments(first(topic)?.code ?? '')))
        .map(({ id }) => id);
      expectNone(found.filter((id) => !(id in allowed)));
      const stale = (id: string) => topics.some((topic) => topic.id === id) && !found.includes(id);
      expect(Object.keys(allowed).filter(stale)).to.deep.equal([]);
    };

    it('opens no port, unless that is asked for', () => {
      expectOnlyIn(
        /openFirewall\s*=\s*true|openRPCPort|open\w*Ports?\s*=\s*true|allowed(?:TCP|UDP)Port/,
        opensPorts,
      );
    });

    it('trusts no interface, user, key or package, unless that is asked for', () => {
      expectOnlyIn(/trustedInterfaces|trusted-users/, {});
      expectOnlyIn(/permittedInsecurePackages|allowInsecurePredicate/, {
        'insecure-packages': 'asks for that',
      });
      expectOnlyIn(/wheelNeedsPassword\s*=\s*false|NOPASSWD|noPass/, {});
      expectOnlyIn(/firewall\.enable\s*=\s*false|require-sigs\s*=\s*false/, {
        'firewall-off': 'asks for that',
      });
    });

    it('writes no secret that all can read', () => {
      const secret =
        /\b(?:password|initialPassword|psk|token|secret|secretKey|privateKey|apiKey)\s*=\s*"(?!\$|\/|\.\.\.|ext:|\{)/i;
      expectNone(
        topics.flatMap(({ id, snippets }) =>
          snippets
            .filter(({ code }) => secret.test(withoutComments(code)) && !/vmVariant/.test(code))
            .map(({ title }) => `${id}: ${title}`),
        ),
      );
      const loud =
        /(?:mkpasswd|genkey|keygen|openssl rand|pg_dump\w*)[^\n]*(?:\| *(?:sudo )?tee|> *\/)/;
      expectNone(
        topics.flatMap(({ id, snippets, steps }) =>
          [...snippets.map(({ code }) => code), ...steps]
            .filter((text) => loud.test(text) && !/umask 0?77/.test(text))
            .map((text) => `${id}: ${text}`),
        ),
      );
    });
  });

  describe('assertions of NixOS', () => {
    const nixos = topics.flatMap(({ id, snippets }) =>
      snippets
        .filter(({ where }) => where === 'nixos')
        .map(({ title, code }) => ({ id, title, code })),
    );
    const expectWith = (trigger: RegExp, needed: RegExp) =>
      expectNone(
        nixos
          .filter(({ code }) => trigger.test(code) && !needed.test(code))
          .map(({ id, title }) => `${id}: ${title}`),
      );

    it('a certificate needs the terms accepted and an address', () => {
      expectWith(/enableACME\s*=\s*true/, /acceptTerms\s*=\s*true/);
      expectWith(/enableACME\s*=\s*true/, /\bemail\s*=/);
    });

    it('Grafana needs a key, NVIDIA a choice of module, Nextcloud a database', () => {
      expectWith(/services\.grafana\s*=|services\.grafana\.enable/, /secret_key/);
      expectWith(/hardware\.nvidia\s*=\s*\{/, /\bopen\s*=/);
      expectWith(/services\.nextcloud\s*=\s*\{[^}]*enable = true/, /dbtype/);
      expectWith(/services\.transmission\s*=\s*\{/, /package\s*=/);
      expectWith(/services\.minecraft-server\s*=\s*\{/, /eula\s*=\s*true/);
    });

    it('a user is declared whole, or is somebody that is there already', () => {
      const known = /^(?:root|alice|bob|<name>)$/;
      expectNone(
        nixos.flatMap(({ id, title, code }) =>
          definedIn(code)
            .filter(([first, second]) => first === 'users' && second === 'users')
            .map((path) => path[2])
            .filter((name): name is string => name !== undefined && !known.test(name))
            .filter(
              (name) =>
                !/is(?:Normal|System)User\s*=\s*true/.test(code) &&
                !new RegExp(`services\\.(?:"?${name}"?)\\b`).test(code),
            )
            .map((name) => `${id}: ${title}: ${name}`),
        ),
      );
    });

    it('Homebrew on a Mac needs its user', () => {
      expectNone(
        topics.flatMap(({ id, snippets }) =>
          snippets
            .filter(({ code }) => /homebrew\s*=\s*\{/.test(code) && !/primaryUser/.test(code))
            .map(({ title }) => `${id}: ${title}`),
        ),
      );
    });
  });

  describe('synonyms', () => {
    it('are no words that stand in questions about anything', () => {
      const stopped = new Set(stopWords.trim().split(/\s+/));
      expectNone(
        topics.flatMap(({ id, synonyms }) =>
          synonyms
            .filter((word) => stopped.has(word.toLowerCase()))
            .map((word) => `${id}: ${word}`),
        ),
      );
    });

    it('belong to one topic each', () => {
      const owners = new Map<string, string[]>();
      for (const { id, synonyms } of topics)
        for (const word of synonyms)
          owners.set(word.toLowerCase(), [...(owners.get(word.toLowerCase()) ?? []), id]);
      expectNone(
        [...owners]
          .filter(([word, ids]) => ids.length > 1 && !(word in shared))
          .map(([word, ids]) => `${word}: ${ids.join(', ')}`),
      );
    });
  });

  it('no snippet fetches from a repository of an invented person, which a stranger may own', () => {
    const invented =
      /\b(?:git(?:hub|lab)|codeberg)(?:\.(?:com|org))?[:/](?:alice|bob|me|my|you|user|example|owner)\//;
    const named = topics.flatMap(({ id, snippets }) =>
      snippets.filter(({ code }) => invented.test(code)).map(({ title }) => `${id}: ${title}`),
    );
    expect(named).to.deep.equal([]);
  });

  it('the summary of an option stands for itself', () => {
    const leaning =
      /^(?:The same|These|Its|Those|Such|It|They|Likewise|Also|Which of (?:them|the two)|The (?:name|package|file) (?:of|with) (?:it|that)\b|In it)\b|\bin it\.$/;
    expectNone(
      options
        .filter(({ summary }) => leaning.test(summary))
        .map(({ name, summary }) => `${name}: ${summary}`),
    );
  });

  it('an option that can lock out, expose or destroy says so', () => {
    const bare = dangerous
      .trim()
      .split(/\s+/)
      .filter(
        (name) => !options.some((one) => one.name === name && (one.pitfalls ?? []).length > 0),
      );
    expectNone(bare);
  });
});
