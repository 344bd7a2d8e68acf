import type { NixTemplate } from '@nixai/api';
import { email, stateVersion, text, userName } from './variables.js';

const fullName = text('fullName', 'Your name, for git', { example: 'Ada Lovelace' });

/** Home Manager modules. */
export const homes: readonly NixTemplate[] = [
  {
    id: 'home',
    title: 'Home Manager basics',
    description:
      'A whole home.nix to begin with: git with your name, a shell, direnv, a few programs.',
    kind: 'home-manager',
    category: 'home',
    tags: ['git', 'bash', 'direnv'],
    features: ['git with your name', 'bash with direnv'],
    next: ['home-manager switch'],
    from: '25.11',
    variables: [
      userName,
      text('homeFolder', 'Your home folder', { example: '/home/ada', pattern: /\/[\w./-]+/ }),
      fullName,
      { ...email, description: 'Your address, for git' },
      stateVersion,
    ],
    source: `{ pkgs, ... }:
{
  home.username = @userName@;
  home.homeDirectory = @homeFolder@;

  programs.home-manager.enable = true;
  programs.bash.enable = true;
  programs.direnv = {
    enable = true;
    nix-direnv.enable = true;
  };
  programs.git = {
    enable = true;
    settings.user = {
      name = @fullName@;
      email = @email@;
    };
  };

  home.packages = [ pkgs.ripgrep pkgs.fd ];

  home.stateVersion = @stateVersion@;
}
`,
  },
  {
    id: 'home-shell',
    title: 'A shell that helps',
    description:
      'zsh with suggestions and colours, a prompt, fuzzy search, jumps between folders, direnv.',
    kind: 'home-manager',
    category: 'home',
    tags: ['zsh', 'starship', 'fzf', 'zoxide', 'direnv'],
    features: ['zsh with suggestions', 'starship', 'fzf, zoxide and direnv'],
    notes: [
      'Your login shell is set by the system: users.users.NAME.shell = pkgs.zsh with programs.zsh.enable.',
    ],
    next: ['home-manager switch'],
    variables: [],
    source: `{ ... }:
{
  programs.zsh = {
    enable = true;
    autosuggestion.enable = true;
    syntaxHighlighting.enable = true;
    history.size = 50000;
  };
  programs.starship.enable = true;
  programs.fzf.enable = true;
  programs.zoxide.enable = true;
  programs.direnv = {
    enable = true;
    nix-direnv.enable = true;
  };
}
`,
  },
  {
    id: 'home-editor',
    title: 'Neovim for Nix',
    description:
      'Neovim as the editor of programs, with a language server, a formatter and colours for Nix.',
    kind: 'home-manager',
    category: 'home',
    tags: ['neovim', 'editor', 'nixd', 'lsp'],
    features: ['Neovim as $EDITOR', 'nixd and nixfmt'],
    next: ['home-manager switch'],
    variables: [],
    source: `{ pkgs, ... }:
{
  programs.neovim = {
    enable = true;
    defaultEditor = true;
    viAlias = true;
    vimAlias = true;
    plugins = with pkgs.vimPlugins; [ nvim-lspconfig vim-nix ];
  };
  home.packages = with pkgs; [ nixd nixfmt ];
}
`,
  },
  {
    id: 'home-git',
    title: 'Git with signed commits',
    description:
      'Git with your name, commits signed with your SSH key, and pagers that show differences well.',
    kind: 'home-manager',
    category: 'home',
    tags: ['git', 'ssh', 'signing', 'delta'],
    features: ['commits signed by SSH', 'rebase on pull'],
    requires: ['an SSH key: ssh-keygen -t ed25519'],
    next: ['home-manager switch', 'git log --show-signature'],
    from: '25.11',
    variables: [
      fullName,
      { ...email, description: 'Your address, for git' },
      text('signingKey', 'Your public SSH key, as a file', {
        default: '~/.ssh/id_ed25519.pub',
        pattern: /[~/][\w./@+-]+\.pub/,
      }),
    ],
    source: `{ ... }:
{
  programs.git = {
    enable = true;
    signing = {
      key = @signingKey@;
      format = "ssh";
      signByDefault = true;
    };
    settings = {
      user = {
        name = @fullName@;
        email = @email@;
      };
      init.defaultBranch = "main";
      pull.rebase = true;
    };
  };
}
`,
  },
  {
    id: 'home-desktop',
    title: 'Folders, fonts and dark programs',
    description: 'The folders of a person, fonts of their own, and GTK programs in dark.',
    kind: 'home-manager',
    category: 'home',
    tags: ['gtk', 'fonts', 'xdg', 'dark'],
    features: ['the XDG folders', 'fonts', 'a dark theme'],
    next: ['home-manager switch'],
    variables: [],
    source: `{ pkgs, ... }:
{
  xdg = {
    enable = true;
    userDirs = {
      enable = true;
      createDirectories = true;
    };
  };
  fonts.fontconfig.enable = true;
  home.packages = [ pkgs.nerd-fonts.jetbrains-mono ];
  gtk = {
    enable = true;
    gtk3.extraConfig.gtk-application-prefer-dark-theme = true;
  };
  dconf.settings."org/gnome/desktop/interface".color-scheme = "prefer-dark";
}
`,
  },
];
