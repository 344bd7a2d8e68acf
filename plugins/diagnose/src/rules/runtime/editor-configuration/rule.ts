import { placeName, withoutStorePath } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import type { DiagnosisFix } from '@nixai/api';

const luaError: Saying = {
  anchors: ['E5113: ', 'E5108: ', 'E5112: ', 'Error executing lua', 'Error while calling lua'],
  line: /E51(?:08|12|13): Error (?:executing|while (?:calling|creating)) (?:lua|chunk|lua chunk):? ?(?<said>.{0,400})/,
  explain(evidence) {
    const rest = [evidence.get('said'), ...evidence.below(3)].join(' ');
    const place =
      /(?<file>[^\s'"`:]{2,300}?\.lua):(?<line>\d{1,6}): (?<why>.{5,300}?)(?: stack traceback|$)/.exec(
        rest,
      )?.groups;
    const why = place?.['why'] ?? evidence.get('said');
    const file = withoutStorePath(place?.['file'] ?? '').replace(
      /^\/nix\/store\/[0-9a-z]{32}-/,
      '',
    );
    const line = Number(place?.['line'] ?? 0);
    const missing = /module '(?<name>[\w.-]{1,80})' not found/.exec(rest)?.groups?.['name'];
    const program =
      /(?<name>[\w-]{2,40})\(?\)? is not executable|node_command\((?<other>\w{2,20})\) is not executable/.exec(
        rest,
      )?.groups;
    const tool = program?.['other'] ?? program?.['name'];
    // What plugins bring lies in a pack folder; an init.lua of the store is written by a module.
    const plugin = /(?:^|\/)(?:start|opt)\/(?<name>[\w.-]{2,60})\//.exec(place?.['file'] ?? '')
      ?.groups?.['name'];
    return {
      culprit: `${missing ?? tool ?? (file === '' ? 'init.lua' : placeName({ file, line }))}: ${why.slice(0, 140)}`,
      facts: { file: file || undefined, error: why, plugin },
      message:
        missing !== undefined
          ? `The configuration of Neovim asks for the Lua module ${missing}, and no plugin that is installed has it.`
          : tool !== undefined
            ? `A plugin of Neovim calls ${tool}, and it is not in the PATH that Neovim has.`
            : `Lua of ${plugin === undefined ? "Neovim's configuration" : `the plugin ${plugin}`} stops: ${why}.`,
      fixes:
        missing !== undefined
          ? ofModule(missing)
          : tool !== undefined
            ? ofTool(tool)
            : ofCode(plugin, /a nil value/.test(rest)),
      verify: ['nvim --headless +qa'],
    };
  },
};

const ofModule = (name: string): readonly DiagnosisFix[] => [
  nixFix(
    `Install the plugin that has ${name} (with nixvim and nvf: enable it there; one that is loaded late is not there yet: require it after).`,
    'programs.neovim.plugins = [ pkgs.vimPlugins.YOUR_PLUGIN ];',
    { fill: { YOUR_PLUGIN: 'the plugin: nixai search pkg finds it' } },
  ),
];

const ofTool = (name: string): readonly DiagnosisFix[] => [
  nixFix(
    'Give it to Neovim (nixvim and nvf call it extraPackages as well).',
    `programs.neovim.extraPackages = [ pkgs.${name === 'node' ? 'nodejs' : /^[\w-]+$/.test(name) ? name : 'YOUR_PACKAGE'} ];`,
    /^[\w-]+$/.test(name) ? {} : { fill: { YOUR_PACKAGE: 'the package that has it' } },
  ),
];

const ofCode = (plugin: string | undefined, nil: boolean): readonly DiagnosisFix[] => [
  shellFix(
    `If a module writes the configuration (nixvim, nvf, a distribution), or an update came before it: ${plugin === undefined ? 'the module' : plugin} and Neovim are of two times${nil ? ' (vim.lsp.config, for one, is of Neovim 0.11)' : ''}. Update them together, or go back.`,
    'nix flake update   # back: git restore flake.lock',
  ),
  advice(
    'If the Lua is yours: mend it at that line; what it calls may have been renamed, or its plugin is not set up before it.',
  ),
];

const colours: Saying = {
  anchors: ['E185: '],
  line: /E185: Cannot find color scheme ['"`](?<name>[\w.-]{1,60})['"`]/,
  explain: ({ get }) => ({
    culprit: `colour scheme ${get('name')}`,
    facts: { name: get('name') },
    message: `Neovim is told to use the colour scheme ${get('name')}, and no plugin that is installed (or loaded by then) has it.`,
    fixes: [
      nixFix(
        'Install the plugin that has it (with nixvim: colorschemes.NAME.enable).',
        'programs.neovim.plugins = [ pkgs.vimPlugins.YOUR_PLUGIN ];',
        { fill: { YOUR_PLUGIN: 'the plugin of that scheme, as catppuccin-nvim' } },
      ),
    ],
    verify: ['nvim --headless +qa'],
  }),
};

/** Neovim starts with an error of its configuration, which a module or the person writes. */
export const editorConfiguration = ruleOfSayings(
  {
    id: 'runtime/editor-configuration',
    class: 'editor-configuration',
    phase: 'runtime',
    title: "Neovim's configuration stops",
    components: ['runtime'],
    confidence: 0.88,
    yieldsTo: ['shared-lib-missing', 'foreign-dynamic-binary'],
    docs: [{ title: 'NixOS wiki: Neovim', url: 'https://wiki.nixos.org/wiki/Neovim' }],
  },
  [luaError, colours],
);
