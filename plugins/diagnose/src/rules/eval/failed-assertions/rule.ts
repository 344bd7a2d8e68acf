import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice } from '../../shared/fix.js';
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
    const messages = assertionsBelow(evidence).filter((text) => !isRemoval(text));
    const [first] = messages;
    if (first === undefined) return undefined;
    const options = [...new Set(messages.flatMap((text) => optionsIn(text)))];
    return {
      culprit: options.length > 0 ? options.slice(0, 4).join(', ') : first.slice(0, 120),
      facts: Object.fromEntries(messages.map((text, index) => [`assertion ${index + 1}`, text])),
      message: `The configuration contradicts itself or lacks something, and its modules say what: ${messages.join(' — ')}`,
      fixes: messages.map((text) => advice(fixFor(text))),
      options,
      verify: checkEvaluation(),
    };
  },
};

/** An option that is gone is a cause of its own, which another rule names. */
function isRemoval(text: string): boolean {
  return /no longer has any effect|can no longer be used since it's been removed/.test(text);
}

/** What stands under the heading: items with a dash, each on one or more lines. */
function assertionsBelow(evidence: Evidence): string[] {
  const items: string[] = [];
  const inline = evidence.get('first').trim();
  for (const text of [inline, ...evidence.below(60)]) {
    const item = /^\s*[-•] (?<text>\S.*)/.exec(text)?.groups?.['text'];
    if (item !== undefined) items.push(item.trim());
    else if (
      items.length > 0 &&
      /^\s{0,16}\S/.test(text) &&
      !/^\s*(?:error:|at \/|…|\(use )/.test(text)
    )
      items.push(`${items.pop() ?? ''} ${text.trim()}`);
    else if (items.length > 0) break;
  }
  return items.map((text) => text.slice(0, 600));
}

const optionPath =
  /(?:^|[\s`'"(])(?<path>(?:boot|console|documentation|environment|fileSystems|fonts|hardware|home|i18n|images?|networking|nix|nixpkgs|power|powerManagement|programs|security|services|sound|swapDevices|system|systemd|time|users|virtualisation|wayland|xdg|xsession|zramSwap|home-manager|gtk|qt|stylix|dconf|accounts|age|sops)(?:\.(?:[\w-]{1,64}|"[^"\s]{1,80}"|<[\w-]{1,40}>)){0,12})/g;

function optionsIn(text: string): string[] {
  return [...text.matchAll(optionPath)]
    .map(({ groups }) => (groups?.['path'] ?? '').replace(/\.$/, ''))
    .filter((path) => path.includes('.') || path === 'fileSystems' || path === 'swapDevices');
}

function fixFor(text: string): string {
  if (/does not specify your root file system|fileSystems/.test(text) && /root/.test(text))
    return 'Import the machine\'s hardware-configuration.nix (and configuration.nix) in modules = [ … ], or set fileSystems."/".';
  if (/boot\.loader\.grub\.devices?/.test(text))
    return 'Import the machine\'s configuration.nix, or set boot.loader.grub.device = "/dev/sda" ("nodev" for EFI), or boot.loader.systemd-boot.enable = true.';
  return `Do what it says: ${text}`;
}
