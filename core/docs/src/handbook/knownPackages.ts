/**
 * Programs that people ask for by name and that no module installs, as attributes of Nixpkgs. Where the attribute is
 * called otherwise than the program: `name=attribute`.
 */
const list = `
7zip=_7zz ack act adb=android-tools affine age alacritty amberol anydesk apktool appimage-run arandr ardour
arduino-cli arduino-ide aria2 asciinema aseprite audacious audacity authenticator avidemux aws-cli=awscli2 awscli2
azure-cli baobab bat bazel bear bitwarden-cli bitwarden-desktop bleachbit blender bottles bottom brave btop bun
cabal-install calibre cargo cemu cheese chezmoi chrome=google-chrome chromium clang cmake cmatrix cmus code-cursor codeblocks cowsay cpu-x
croc cryptomator cura-appimage curl cursor=code-cursor czkawka darktable dbeaver-bin dbeaver=dbeaver-bin ddrescue
deadnix delta deno diffoscope difftastic dig=dnsutils digikam discord dissent dmidecode dnsutils dolphin-emu dos2unix
dosbox dosbox-staging drawio dropbox duckdb duf dust elan element-desktop element=element-desktop emacs entr evince
exercism exiftool eza falkon=kdePackages.falkon fastfetch exif insomnia iperf=iperf3 netcat supertux tldr fd feh ffmpeg ffmpeg-full ffuf filezilla firefox-devedition fish flac flameshot
fluffychat flyctl foliate fractal freecad freerdp fselect fx fzf gcc gcloud=google-cloud-sdk gdb gdu geany geeqie
ghidra ghostscript gimp git git-absorb git-lfs github-cli=gh github-desktop gitkraken gitui glances glow gnome-boxes
gnome-calculator gnome-calendar gnome-tweaks gnucash gnumeric gnupg gnuplot go gocryptfs google-chrome
google-cloud-sdk gopass gparted gradle graphviz grim grpcurl gthumb guvcview handbrake haruna helm=kubernetes-helm
heroic hexyl hledger homebank htop httpie hugo hwinfo hyperfine iftop imagemagick imv inetutils inkscape inxi iotop
iperf3 ipmitool irssi jadx java=jdk jdk jless jq julia just k3d k6 k9s kate=kdePackages.kate kcalc=kdePackages.kcalc
kdenlive=kdePackages.kdenlive kdiff3 keepassxc kicad killall kind kitty krita kubectl kubectx kustomize lazydocker
lazygit ldtk ledger lf lftp libqalculate librecad libreoffice librewolf lnav localsend lsd lshw lsof ltrace lutris
lynx lyx magic-wormhole maven mc mediainfo meld meshlab mgba microsoft-edge minicom minikube mixxx mkvtoolnix
monero-gui mosh mpv mtr musescore mypaint nano ncdu ncmpcpp neomutt neovim nethogs newsboat newsflash ngrok nh
nix-diff nix-tree nmap nodejs nomacs nvd nvtop=nvtopPackages.full nwg-look obsidian ocrmypdf octave
okular=kdePackages.okular ollama onefetch onionshare onlyoffice=onlyoffice-desktopeditors openconnect openrct2
openscad openshot=openshot-qt openssl opentofu orca-slicer p7zip packer pandoc parallel parted pass pastel patchelf
pavucontrol pcmanfm pdfarranger pdftk peazip peek picard pidgin pinta planify playerctl pluma pnpm poetry polybar
poppler_utils=poppler-utils postman powertop pre-commit prismlauncher procs prusa-slicer psmisc putty pwgen python3
python=python3 qalculate-gtk qalculate=qalculate-gtk qbittorrent qemu qgis qmmp qpdf qpwgraph quickemu ranger rar
rawtherapee rclone rdiff-backup remmina rename restic retroarch rhythmbox ripgrep ripgrep-all rofi rpi-imager rsync
ruff rustdesk rustdesk-flutter rustup s3cmd sagemath=sage scrcpy screenfetch scribus sd session-desktop shellcheck
shfmt shortwave shotcut shotwell signal-desktop signal=signal-desktop simplescreenrecorder sioyek sl slack
smartmontools smplayer socat solaar sops soundconverter speedtest-cli speedtest=speedtest-cli spotify spotify-player
sqlite sqlite-browser=sqlitebrowser sqlitebrowser sshpass starship statix stellarium stow strace strawberry streamlink
sublime-text=sublime4 supertuxkart sxhkd sxiv sysstat tailspin tcpdump tdesktop=telegram-desktop tealdeer
teams-for-linux teams=teams-for-linux telegram-desktop telegram=telegram-desktop terraform texmaker texstudio thonny
thunderbird tigervnc tmate tokei tor-browser torbrowser=tor-browser traceroute transmission-gtk=transmission_4-gtk
transmission-qt=transmission_4-qt trash-cli tree tree-sitter treefmt tuba tuir typst ueberzugpp ugrep
ungoogled-chromium unison unrar unzip usbutils uv valgrind variety veracrypt vesktop vhs vim virt-viewer vivaldi vlc
vokoscreen-ng weechat wget wget2 whois wireguard-tools wl-clipboard wmctrl wofi wordgrinder xarchiver xclip xdotool
xfsprogs xournalpp xsel yarn yazi youtube-dl=yt-dlp yq yt-dlp zathura zed=zed-editor zellij zenity zig zip zoom-us
zoom=zoom-us zotero zoxide zstd zulip
`;

const attributes = new Map(
  list
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [name = entry, attribute = name] = entry.split('=');
      return [plain(name), attribute] as const;
    }),
);

/** The attribute of a program that is known by name, however it is written: `Yt-Dlp`, `GitHub Desktop`. */
export function knownPackage(name: string): string | undefined {
  return attributes.get(plain(name));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}

/** What is free and does the same, where people ask for what is not. */
const freeStandIns: ReadonlyMap<string, string> = new Map([
  ['google-chrome', 'chromium'],
  ['discord', 'vesktop'],
]);

export const freeStandIn = (attribute: string): string | undefined => freeStandIns.get(attribute);

/** What `lib.getName` gives, where it is not the attribute: the name that a predicate allows. */
const ownNames: ReadonlyMap<string, string> = new Map([
  ['zoom-us', 'zoom'],
  ['code-cursor', 'cursor'],
]);

export const allowedName = (attribute: string): string => ownNames.get(attribute) ?? attribute;

/** Every attribute that the list names. */
export const knownAttributes = (): readonly string[] => [...attributes.values()];

/** Not free: Nixpkgs refuses them until they are allowed by name. */
export const unfreePackages: ReadonlySet<string> = new Set(
  `1password-gui android-studio anydesk aseprite code-cursor davinci-resolve discord dropbox gitkraken google-chrome
  jetbrains.idea-ultimate lastpass-cli microsoft-edge ngrok obsidian packer plexamp postman rar slack spotify steam sublime4
  teamviewer terraform unrar vagrant viber vivaldi vscode zoom-us`.split(/\s+/),
);
