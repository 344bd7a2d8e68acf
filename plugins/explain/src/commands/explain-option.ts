import { arg, defineCommand, flag } from '@nixai/api';
import { optionPaths } from '../explain/completeOption.js';
import { exitCodeOf, explainFlags, renderResult, runExplain } from '../explain/command.js';
import { optionTool } from '../tools/option.js';
import { explainOptionResult } from '../results/explainOption.js';

export default defineCommand({
  summary: 'Explain a NixOS or Home Manager option, from its name or a sentence',
  description:
    'Type, default, documentation, examples, pitfalls and related options, from the sources at hand; with a model, an explanation that is checked. Exits 1 when there is no such option, and names the nearest. With a configuration on stdin, or a template alone, each option that it sets.',
  examples: [
    '<%= config.bin %> explain-option services.nginx.enable',
    '<%= config.bin %> explain-option "how to enable SSH access"',
    '<%= config.bin %> explain-option networking.firewall.allowedTCPPorts --value',
    '<%= config.bin %> explain-option --exact --json services.nginx.enable',
    '<%= config.bin %> explain-option services.nginx.virtualHosts --template web-server',
    '<%= config.bin %> explain-option < /etc/nixos/configuration.nix',
  ],
  aliases: ['explain'],
  effects: ['run', 'network'],
  output: explainOptionResult,
  flags: {
    ...explainFlags,
    set: flag.oneOf(['nixos', 'home-manager', 'nix-darwin'], 'Only an option of this set'),
  },
  args: {
    option: arg.rest('The option, or what it should do in your own words', {
      complete: optionPaths('nixos'),
    }),
  },
  strict: false,
  run: (context) => runExplain(context, context.flags.set),
  render: renderResult,
  exitCode: exitCodeOf,
  tools: [optionTool],
});
