import { isSlip } from './nearNames.js';

/** Packages that nearly every list has: a log has no index of all, and these are the ones that are mistyped. */
const common =
  `alacritty bitwarden-desktop blender brave btop chromium cmake curl direnv discord docker
dunst element-desktop emacs fastfetch ffmpeg firefox flameshot gimp git gnumake htop inkscape jetbrains-mono
keepassxc killall kitty lazygit libreoffice lutris neofetch neovim networkmanagerapplet nodejs obsidian
pavucontrol python3 ripgrep signal-desktop slack spotify starship steam telegram-desktop thunderbird tmux
unzip vesktop vscode waybar wezterm wget wireshark wofi yt-dlp zellij zoxide zsh`.split(/\s+/);

/** The well-known package that a name is one slip of the finger away from. */
export const commonNear = (name: string): string | undefined =>
  common.find((one) => isSlip(name, one));
