import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { failedAssertionsAround, optionsIn, removedOption } from '../../shared/assertions.js';
import { attributeName } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** NixOS, Home Manager and nix-darwin check the configuration and say in words what does not fit. */
export const failedAssertions: DiagnosisRule = {
  id: 'eval/failed-assertions',
  class: 'assertion-failed',
  phase: 'eval',
  title: 'Configuration fails an assertion',
  components: ['evaluation'],
  confidence: 0.93,
  patterns: [{ anchors: ['Failed assertions:'], line: /Failed assertions:(?<first>.{0,600})/ }],
  docs: [
    {
      title: 'NixOS manual: assertions',
      url: 'https://nixos.org/manual/nixos/stable/#sec-assertions',
    },
  ],
  explain(evidence) {
    const messages = failedAssertionsAround(evidence);
    const [first] = messages;
    // Options that are gone are a cause of their own, which another rule names with all the rest.
    if (first === undefined || messages.some((text) => removedOption(text) !== undefined))
      return undefined;
    const options = [...new Set(messages.flatMap((text) => optionsIn(text)))];
    return {
      culprit: options.length > 0 ? options.slice(0, 4).join(', ') : first.slice(0, 120),
      facts: Object.fromEntries(messages.map((text, index) => [`assertion ${index + 1}`, text])),
      message: `${messages.length === 1 ? 'A module refuses the configuration' : `Modules refuse the configuration, for ${messages.length} reasons`}: ${messages.join(' — ')}`,
      fixes: fixesOf(messages),
      options,
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

const noBootLoader =
  /boot\.loader\.grub\.devices?'? (?:or|option)|boot\.loader\.grub\.mirroredBoots/;

/** Assertions that many meet, and the definition that ends each. */
const wellKnown: readonly (readonly [RegExp, (text: string) => DiagnosisFix])[] = [
  [
    /^Username could not be determined|home\.username.{0,40}(?:is not set|used but not defined)/,
    () =>
      nixFix(
        'Say whose home it is.',
        'home.username = "YOUR_USER";\nhome.homeDirectory = "/home/YOUR_USER";',
        { fill: { YOUR_USER: 'your user name; on macOS the folder is /Users/NAME' } },
      ),
  ],
  [
    /system\.primaryUser/,
    () =>
      nixFix(
        'Say whose options they are: the user who ran darwin-rebuild until now.',
        'system.primaryUser = "YOUR_USER";',
        { fill: { YOUR_USER: 'what id -un prints for you' } },
      ),
  ],
  [
    /can ?not use networking\.networkmanager with networking\.wireless/,
    () =>
      advice(
        'Delete networking.wireless.enable = true; NetworkManager looks after Wi-Fi by itself (and do not force it to false: from NixOS 26.05 on NetworkManager uses networking.wireless).',
      ),
  ],
  [
    /does not specify your root file system/,
    () =>
      nixFix(
        "Import the machine's own hardware-configuration.nix, which names its file systems (nixos-generate-config writes it).",
        'imports = [ ./hardware-configuration.nix ];',
      ),
  ],
  [
    noBootLoader,
    () =>
      nixFix(
        'Say which boot loader it is: on UEFI systemd-boot; with BIOS boot.loader.grub.device = "/dev/sda" (the machine\'s disk). Nothing of it is needed once the machine\'s own configuration.nix is imported.',
        'boot.loader.systemd-boot.enable = true;\nboot.loader.efi.canTouchEfiVariables = true;',
        'restart',
      ),
  ],
  [
    /invalid value for 'system\.stateVersion'|must be in the format "YY\.MM"/,
    () =>
      nixFix(
        'Set the release that the machine was first installed with, and leave it: it is not the release that is used.',
        'system.stateVersion = "YOUR_RELEASE";',
        { fill: { YOUR_RELEASE: 'the release of the first installation, as 24.05' } },
      ),
  ],
  [
    /hardware\.nvidia\.open/,
    () =>
      nixFix(
        'Choose the kernel module: open for Turing (RTX 20, GTX 16) and newer, false for older cards.',
        'hardware.nvidia.open = true;',
        'restart',
      ),
  ],
  [
    /isSystemUser.{0,60}isNormalUser|isNormalUser.{0,60}isSystemUser/,
    (text) => {
      const user = /users\.users\.(?<name>[\w-]{1,64})/.exec(text)?.groups?.['name'];
      return nixFix(
        'Say which kind of user it is: isNormalUser for a person, isSystemUser (with a group) for a service.',
        `users.users.${attributeName(user ?? 'YOUR_USER')}.isNormalUser = true;`,
        user === undefined ? { fill: { YOUR_USER: 'the user that it speaks of' } } : {},
      );
    },
  ],
  [
    /users\.users\.[\w-]{1,64}\.group is unset/,
    (text) => {
      const user = /users\.users\.(?<name>[\w-]{1,64})\.group/.exec(text)?.groups?.['name'] ?? 'x';
      return nixFix(
        'Give it a group of its own (what older releases did: nogroup).',
        `users.users.${attributeName(user)}.group = "${user}";\nusers.groups.${attributeName(user)}.name = "${user}";`,
      );
    },
  ],
  [
    /neither the root account nor any wheel user has a password|locked out/,
    () =>
      nixFix(
        'Give a user of the group wheel a password or an SSH key.',
        'users.users.YOUR_USER.hashedPassword = "YOUR_HASH";',
        {
          fill: {
            YOUR_USER: 'your user, who is in the group wheel',
            YOUR_HASH: 'what mkpasswd prints',
          },
        },
      ),
  ],
];

function fixesFor(text: string): readonly DiagnosisFix[] {
  const known = wellKnown.find(([pattern]) => pattern.test(text))?.[1];
  return known === undefined
    ? (asWritten(text) ?? ofTwo(text) ?? wanted(text) ?? [said(text)])
    : [known(text)];
}

/**
 * Each of several has to be mended: where each has one answer, they are one fix. A machine without a boot loader
 * has mostly lost its own configuration, and with that all the rest.
 */
function fixesOf(messages: readonly string[]): readonly DiagnosisFix[] {
  const each = messages.map((text) => fixesFor(text));
  const single = each.flatMap((fixes) => (fixes.length === 1 ? fixes : []));
  if (messages.some((text) => noBootLoader.test(text))) return each.flat();
  if (single.length < 2 || single.length < messages.length || single.length > mostTogether)
    return each.flat();
  const written = single.flatMap(({ code }) => code ?? []);
  return [
    {
      title: `All of it is needed: ${single.map(({ title }, at) => `(${at + 1}) ${title}`).join(' ')}`,
      ...(written.length > 0 && { code: written.join('\n'), language: 'nix' }),
      fill: Object.assign({}, ...single.map(({ fill }) => fill)) as Record<string, string>,
      risk: single.some(({ risk }) => risk === 'restart') ? 'restart' : 'none',
    },
  ];
}

/** More than these are no one fix that can be read. */
const mostTogether = 3;

const switchable = /^[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,6}\.enable$/;

/** "You can fix it with: x = true;": the definition as it stands there. */
function asWritten(text: string): readonly DiagnosisFix[] | undefined {
  const code =
    /[Yy]ou can fix (?:it|this|that) (?:with|by setting|by adding):? [`'"]?(?<code>[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,6} = (?:true|false|null|\d{1,9});)/.exec(
      text,
    )?.groups?.['code'];
  return code === undefined ? undefined : [nixFix('Set what it asks for.', code)];
}

/** Two options that exclude each other: which one is wanted, only the person knows. */
function ofTwo(text: string): readonly DiagnosisFix[] | undefined {
  if (
    !/conflicts? with|mutually exclusive|(?:not|n't) both|at the same time|cannot be used together|incompatible with/.test(
      text,
    )
  )
    return undefined;
  const switches = optionsIn(text).filter((option) => switchable.test(option));
  const [one, other] = [...new Set(switches)];
  if (one === undefined || other === undefined || new Set(switches).size > 2) return undefined;
  const off = (kept: string, gone: string): DiagnosisFix =>
    nixFix(
      `If ${kept.replace(/\.enable$/, '')} shall stay: switch the other off (mkForce, as a module may set it, too).`,
      `${gone} = lib.mkForce false;`,
    );
  return [off(one, other), off(other, one)];
}

/** "You must enable … with x.enable": the one option that it asks for. */
function wanted(text: string): readonly DiagnosisFix[] | undefined {
  const option =
    /(?:must|have to|need(?:s)? to|requires?|please|should)\b.{0,120}?\b(?:enabled?|set|setting)\b.{0,120}?[`'" ](?<option>[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,6}\.enable)\b/i.exec(
      text,
    )?.groups?.['option'];
  const named = new Set(optionsIn(text).filter((one) => switchable.test(one)));
  if (option === undefined || named.size > 1 || /\b(?:not|n't|disable|without|false)\b/.test(text))
    return undefined;
  return [nixFix(`Do what it says: ${text}`, `${option} = true;`)];
}

function said(text: string): DiagnosisFix {
  const [option] = optionsIn(text);
  return advice(
    `Do what it says: ${text}${
      option !== undefined && /has been (?:removed|renamed|replaced)|no longer/.test(text)
        ? ` (If no file of yours sets ${option}, a module of an input does: update that, as nix-darwin and Home Manager, to one release.)`
        : ''
    }`,
  );
}
