/**
 * Programs that people ask for by name and that no module installs, as attributes of Nixpkgs. Where the attribute is
 * called otherwise than the program: `name=attribute`.
 */
const list = `
0ad=zeroad 7zip=_7zz ack act adb=android-tools aerc affine age aider=aider-chat aider-chat aircrack-ng alacritty
albert altair amberol amfora amule anki ansible anydesk apktool apostrophe appimage-run arandr ardour arduino-cli
arduino-ide argocd aria2 ark=kdePackages.ark asciinema asciiquarium aseprite atuin audacious audacity authenticator
avidemux aws-cli=awscli2 awscli2 azure-cli bambu-studio bandwhich baobab bat bazel bear beekeeper-studio bemenu
binwalk bitwarden-cli bitwarden-desktop bitwig=bitwig-studio bitwig-studio bleachbit blender blockbench bluefish bmon
bottles bottom brave broot bruno btop buildah bun burpsuite cabal-install calibre caprine cargo carla cava cbonsai
ccache celestia celluloid cemu cheat cheese chezmoi chrome=google-chrome chromium cinny=cinny-desktop clang clapper
claude-code clinfo cmake cmatrix cmus code-cursor codeblocks codex comma copyq cowsay cpu-x croc cryptomator csvkit
cura-appimage curl curlie cursor=code-cursor cutter czkawka darktable dbeaver=dbeaver-bin dbeaver-bin dbgate
dconf-editor ddnet ddrescue deadbeef deadnix deja-dup delta deno desmume dia diffoscope difftastic dig=dnsutils
digikam dillo dino discord dissent dive dmenu dmidecode dnsutils docker-compose doggo dolphin=kdePackages.dolphin
dolphin-emu dos2unix dosbox dosbox-staging doublecmd drawing drawio dropbox dua duckdb duf duplicity dust easyeffects
easytag elan element=element-desktop element-desktop elinks elisa=kdePackages.elisa emacs endless-sky ente-auth entr
ethtool ettercap evince evolution evtest exercism exif exiftool eza f3d falkon=kdePackages.falkon fastfetch fd feh
feishin ferdium ffmpeg ffmpeg-full ffuf figlet file-roller filelight=kdePackages.filelight filezilla
firefox-devedition fish flac flameshot flowblade fluffychat fluxcd flyctl foliate foot fortune fossil fractal freecad
freeciv freeplane freerdp freetube fritzing fselect fuzzel fx fzf gajim gap gcc gcloud=google-cloud-sdk gcompris gdb
gdu geany geary geekbench geeqie gemini-cli geogebra gh ghex ghidra ghostscript ghostty
ghostwriter=kdePackages.ghostwriter gimp git git-absorb git-cola git-lfs gitg github-cli=gh github-desktop gitkraken
gitui glab glances glmark2 glow gmsh gnome-boxes gnome-calculator gnome-calendar gnome-console gnome-disk-utility
gnome-system-monitor gnome-terminal gnome-text-editor gnome-tweaks gnucash gnumake gnumeric gnupg gnuplot gnuradio go
gobuster gocryptfs google-chrome google-cloud-sdk gopass goxel gparted gpsbabel gpxsee gradle graphviz grim gromacs
grpcurl grsync grype gscan2pdf gsmartcontrol gthumb guitarix guvcview gwenview=kdePackages.gwenview hadolint handbrake
haruna hashcat hdparm heaptrack hedgewars helix helm=kubernetes-helm helmfile heroic hexedit hexyl himalaya
hledger hollywood homebank hotspot htop httpie hugin hugo hurl hwinfo hydrogen hyfetch hyperfine iftop imagemagick
imhex imv inetutils inkscape insomnia intel-gpu-tools inxi iotop iperf=iperf3 iperf3 ipmitool ipscan irssi jabref jadx
jami java=jdk jdk jj=jujutsu jless john joplin=joplin-desktop joplin-desktop josm jotta-cli jottacloud=jotta-cli jq
jujutsu julia just k3d k6 k9s kakoune kate=kdePackages.kate kcalc=kdePackages.kcalc kdenlive=kdePackages.kdenlive
kdiff3 keepassxc kicad killall kind kitty kleopatra=kdePackages.kleopatra kmymoney kompose
konqueror=kdePackages.konqueror konsole=kdePackages.konsole konversation=kdePackages.konversation kooha koreader krita
krusader ksnip kstars=kdePackages.kstars ktorrent=kdePackages.ktorrent ktouch=kdePackages.ktouch kubectl kubectx
kustomize lapce lazydocker lazygit ldtk ledger legcord lf lftp libqalculate librecad libreoffice librewolf litecli
llama-cpp lldb lmms lmstudio lnav localsend logisim-evolution lolcat losslesscut=losslesscut-bin loupe lsd lshw lsof
lspci=pciutils lsusb=usbutils ltrace luanti lutris lynx lyx maestral magic-wormhole make=gnumake makemkv mame mangohud
manix marktext masterpdfeditor maven maxima mc mcfly mediainfo meld mercurial meshlab meson metasploit
mgba micro microsoft-edge miller minetest=luanti minicom minikube minisign mission-center mitmproxy mixxx mkvtoolnix
monero-gui mongodb-compass moonlight=moonlight-qt moonlight-qt mosh motrix mpv mtr mullvad-browser mumble mupen64plus
musescore mutt mycli mypaint mysql-workbench nano navi ncdu ncmpcpp ncspot nemo neomutt neovim netcat nethogs newsboat
newsflash nextcloud-client ngrok ngspice nh nheko nicotine-plus ninja nix-diff nix-du nix-init nix-melt
nix-output-monitor nix-prefetch-git nix-tree nixfmt nload nmap nnn nodejs nom=nix-output-monitor nomacs nurl
nvd nvme-cli nvtop=nvtopPackages.full nwg-look nyancat nyxt obsidian ocenaudio ocrmypdf octave
okteta=kdePackages.okteta okular=kdePackages.okular ollama onefetch onionshare
onlyoffice=onlyoffice-desktopeditors opencode openconnect openra openrct2 openscad openshot=openshot-qt openssl
opentofu opentoonz openttd orca-slicer owncloud-client p7zip packer pandoc papers parabolic parallel paraview pari
parted pass pastel patchelf pavucontrol pciutils pcmanfm pcsx2 pdfarranger pdfsam=pdfsam-basic pdftk peazip peek
pgadmin=pgadmin4-desktopmode pgcli phoronix-test-suite photorec=testdisk picard pidgin pijul pika-backup pinta pipes
planify playerctl pluma pnpm podman-compose pods poetry polybar poppler_utils=poppler-utils posting postman powertop
ppsspp pre-commit prismlauncher procs proton-pass protonmail-bridge protonup-qt
prusa-slicer psmisc puddletag pulumi puredata putty pwgen python=python3 python3 qalculate=qalculate-gtk qalculate-gtk
qbittorrent qcad qdirstat qemu qgis qjackctl qmmp qpdf qpdfview qpwgraph qtcreator qtractor quickemu quodlibet radare2
radeontop ranger rar rawtherapee rbw rclone rdiff-backup reaper remmina rename restic retroarch rhythmbox ripgrep
ripgrep-all rizin rnote rofi rosegarden rpcs3 rpi-imager rr rsnapshot rstudio rsync ruff rustdesk rustdesk-flutter
rustup s-tui s3cmd sagemath=sage satty scilab=scilab-bin scrcpy screenfetch scribus sd session-desktop shellcheck
shfmt shortwave shotcut shotwell shutter signal=signal-desktop signal-desktop simple-scan simplescreenrecorder
simplex-chat=simplex-chat-desktop sioyek skanlite=kdePackages.skanlite skim skopeo sl slack slurp smartgit
smartmontools smplayer snes9x socat solaar solvespace sonic-pi sops soundconverter spectacle=kdePackages.spectacle
speedtest=speedtest-cli speedtest-cli spotify spotify-player spyder sqlite sqlite-browser=sqlitebrowser sqlitebrowser
sqlmap sshpass standardnotes starship statix stellarium stern stow strace strawberry streamlink stress stress-ng
sublime-merge sublime-text=sublime4 subversion super-slicer supercollider supertux supertuxkart swappy
sweethome3d=sweethome3d.application sxhkd sxiv syft synfigstudio sysbench sysstat tailspin talosctl tauon tcpdump
tdesktop=telegram-desktop tealdeer teams=teams-for-linux teams-for-linux teeworlds telegram=telegram-desktop
telegram-desktop tenacity terminator terraform terragrunt tesseract testdisk texmaker texstudio thonny
threema=threema-desktop thunderbird tig tigervnc tilix timeshift tldr tmate tofi toilet tokei tor-browser
torbrowser=tor-browser traceroute transmission-gtk=transmission_4-gtk transmission-qt=transmission_4-qt trash-cli tree
tree-sitter treefmt trivy tuba tuir tuxpaint typora typst ueberzugpp ugrep ulauncher umlet ungoogled-chromium unison
unrar unzip upscayl usbutils usql uv valgrind variety vcv-rack veracrypt vesktop vhs viber vifm viking vim virt-viewer
visidata vivaldi vlc vokoscreen-ng vorta vulkan-tools w3m warzone2100 webcord weechat wesnoth wezterm wf-recorder wget
wget2 whisper-cpp whois widelands winetricks wireguard-tools wl-clipboard wmctrl woeusb wofi wordgrinder wtype
wxmaxima xarchiver xclip xdotool xfsprogs xh xonotic xournal=xournalpp xournalpp xsel yakuake=kdePackages.yakuake yarn
yazi ydotool youtube-dl=yt-dlp yq yt-dlp zapzap zathura zed=zed-editor zellij zenity zeroad zettlr zig zip
zoom=zoom-us zoom-us zotero zoxide zstd zulip
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
  `1password-gui android-studio anydesk aseprite bitwig-studio burpsuite claude-code code-cursor davinci-resolve discord
  dropbox geekbench geogebra gitkraken google-chrome jetbrains.idea-ultimate lastpass-cli lmstudio makemkv masterpdfeditor
  microsoft-edge mongodb-compass ngrok obsidian ocenaudio packer plexamp postman rar reaper slack smartgit spotify steam
  sublime-merge sublime4 teamviewer terraform typora unrar vagrant viber vivaldi vscode zoom-us`.split(
    /\s+/,
  ),
);
