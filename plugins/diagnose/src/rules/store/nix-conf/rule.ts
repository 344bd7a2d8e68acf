import { withoutStorePath, type DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** nix.conf has a line that Nix does not read: no command of Nix runs any more. */
export const nixConf: DiagnosisRule = {
  id: 'store/nix-conf',
  class: 'nix-conf-invalid',
  phase: 'store',
  title: 'nix.conf is not valid',
  components: ['nix'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['should be either '],
      line: /(?:configuration )?(?:option|setting) ['"`](?<name>[\w-]{2,80})['"`] should be either .{3,40}, not ['"`](?<value>.{0,120}?)['"`]$/,
    },
    {
      anchors: ['has invalid value'],
      line: /(?:option|setting) ['"`](?<name>[\w-]{2,80})['"`] has invalid value ['"`]?(?<value>.{0,120}?)['"`]?(?:,.{0,80})?$/,
    },
    {
      anchors: ['illegal configuration line', 'syntax error in configuration line'],
      line: /(?:illegal|syntax error in) configuration line ['"`](?<line>.{0,200}?)['"`] in ['"`](?<file>[^'"`]{1,300})['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: nix.conf',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name');
    const value = evidence.get('value');
    const bad = evidence.get('line');
    const file = withoutStorePath(evidence.get('file')) || '/etc/nix/nix.conf';
    const semicolon = /;\s*$/.test(`${value}${bad}`);
    const clean = value.replace(/;\s*$/, '').trim();
    const once = /^[\w./:-]{1,80}$/.test(clean) && name !== '';
    return {
      culprit: name === '' ? `${bad} in ${file}` : `${name} = ${value}`,
      facts: { setting: name || undefined, value: value || undefined, file },
      message: `${name === '' ? `${file} has the line ${bad}, which is none of nix.conf` : `The setting ${name} has the value ${value}, which it cannot have`}${semicolon ? ': nix.conf is no Nix code, and its lines have no semicolon' : ''}. No command of Nix runs until that is mended.`,
      fixes: [
        advice(
          `Correct it where it comes from: nix.extraOptions takes lines of nix.conf (NAME = VALUE${semicolon ? ', without a semicolon' : ''}); nix.settings takes Nix values and writes them rightly. Without NixOS or nix-darwin: in ${file} or ~/.config/nix/nix.conf.`,
        ),
        ...(name === ''
          ? []
          : [
              nixFix('As a setting.', `nix.settings.${name} = YOUR_VALUE;`, {
                fill: { YOUR_VALUE: 'a Nix value: true, 4, [ "a" "b" ]' },
              }),
            ]),
        shellFix(
          once
            ? 'To be able to rebuild now: give the right value for this run.'
            : 'To be able to rebuild now: boot or switch to the generation before, whose nix.conf is right.',
          once
            ? `sudo NIX_CONFIG="${name} = ${clean}" nixos-rebuild switch   # or: nix build --option ${name} ${clean}`
            : 'sudo nixos-rebuild switch --rollback',
          'restart',
        ),
      ],
      verify: ['nix config show | head -n 3'],
    };
  },
};
