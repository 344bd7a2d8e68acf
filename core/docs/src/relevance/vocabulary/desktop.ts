/** Desktops, graphics, sound, input, applications, games, printing. */
export const desktop = `
desktop environment, graphical interface, gui, graphical desktop, desktop session = services.desktopManager.plasma6.enable services.desktopManager.gnome.enable services.xserver.desktopManager.gnome.enable services.xserver.desktopManager.xfce.enable services.desktopManager.cosmic.enable services.xserver.desktopManager.cinnamon.enable services.xserver.desktopManager.mate.enable services.xserver.enable
gnome, gnome desktop, gnome shell = services.desktopManager.gnome.enable services.xserver.desktopManager.gnome.enable services.displayManager.gdm.enable services.xserver.displayManager.gdm.enable environment.gnome.excludePackages | gnome-tweaks
kde, kde plasma, plasma = services.desktopManager.plasma6.enable services.displayManager.sddm.enable environment.plasma6.excludePackages
lightweight desktop, xfce = services.xserver.desktopManager.xfce.enable services.xserver.desktopManager.lxqt.enable
window manager, tiling window manager, tiling, i3 = programs.hyprland.enable programs.sway.enable services.xserver.windowManager.i3.enable programs.niri.enable services.xserver.windowManager.awesome.enable services.xserver.windowManager.xmonad.enable services.xserver.windowManager.bspwm.enable programs.river.enable | sway hyprland i3
wayland compositor, wayland, compositor = programs.hyprland.enable programs.sway.enable programs.niri.enable programs.labwc.enable programs.wayfire.enable programs.river.enable services.picom | sway hyprland
x11, xorg, x server, display server, x window system = services.xserver.enable services.xserver.videoDrivers programs.xwayland.enable
display manager, login screen, login manager, greeter, graphical login = services.displayManager.gdm.enable services.xserver.displayManager.gdm.enable services.displayManager.sddm.enable services.xserver.displayManager.lightdm.enable services.greetd services.displayManager.ly.enable
default session, session at login = services.displayManager.defaultSession
lock screen, screen lock, lock automatically, screen locker, lock after, auto lock, idle lock, lock when idle = programs.i3lock.enable programs.hyprlock.enable programs.xss-lock.enable services.physlock security.pam.services programs.slock.enable services.hypridle services.xserver.xautolock.enable | swaylock i3lock
keep screen on, screen not turn off, screen turns off, screen goes black, stop screen turning off, screen stays on = services.xserver.serverFlagsSection programs.dconf.profiles services.xscreensaver services.hypridle
screensaver, blank screen, screen off, display power = services.xscreensaver services.xserver.displayManager.sessionCommands programs.xss-lock.enable services.hypridle | xscreensaver
night light, blue light, red screen at night, colour temperature, eye strain, warmer screen, screen temperature = services.redshift location.provider | redshift gammastep wlsunset
screen resolution, monitor layout, multiple monitors, second monitor, external display, autorandr = services.autorandr services.xserver.xrandrHeads services.xserver.resolutions hardware.display.outputs | autorandr arandr kanshi
hidpi, scaling, dpi, high resolution display, screen scaling = services.xserver.dpi console.earlySetup
graphics driver, gpu, graphics card, video driver, gpu driver, opengl, vulkan, 3d acceleration = hardware.graphics.enable services.xserver.videoDrivers hardware.nvidia.open hardware.amdgpu.initrd.enable hardware.graphics.extraPackages hardware.graphics.enable32Bit | mesa vulkan-tools
nvidia, nvidia driver, nvidia graphics, geforce, cuda = services.xserver.videoDrivers hardware.nvidia.open hardware.nvidia.modesetting.enable hardware.nvidia.package hardware.graphics.enable hardware.nvidia.prime.offload.enable hardware.nvidia-container-toolkit.enable
amd graphics, amdgpu, radeon, rocm = hardware.amdgpu.initrd.enable hardware.amdgpu.opencl.enable hardware.graphics.enable services.xserver.videoDrivers services.lact
hybrid graphics, optimus, two graphics cards, prime, switch graphics card, intel and nvidia, integrated and dedicated, dedicated gpu, render offload, external gpu = hardware.nvidia.prime.offload.enable hardware.nvidia.prime.sync.enable hardware.nvidia.prime.nvidiaBusId services.switcherooControl hardware.nvidiaOptimus.disable
hardware video acceleration, video decoding, vaapi, video acceleration = hardware.graphics.extraPackages hardware.graphics.enable | intel-media-driver libva-utils
gpu overclock, fan curve, undervolt = services.lact programs.corectrl.enable services.undervolt programs.tuxclocker.enable | corectrl lact
sound, audio, play sound, play audio, sound server, speakers, no sound, headphones, audio output, microphone, volume = services.pipewire services.pipewire.pulse.enable services.pipewire.alsa.enable security.rtkit.enable services.pulseaudio hardware.alsa.enable | pavucontrol pipewire
professional audio, low latency audio, jack, music production, real time audio = services.pipewire.jack.enable security.rtkit.enable services.jack.jackd.enable | ardour qjackctl
music player daemon, play music, music player = services.mpd services.spotifyd | mpd spotify cmus
equalizer, audio effects, noise suppression = programs.noisetorch.enable services.pipewire | easyeffects
printing, print, printer, printer support, printing support, cups, print documents = services.printing services.printing.drivers services.avahi hardware.printers.ensurePrinters services.ipp-usb | cups
network printer, wireless printer, find printers, printer discovery, wifi printer, printer over network, printer not found = services.avahi services.printing services.printing.browsed.enable hardware.printers.ensurePrinters
scanner, scan, document scanner, scanning = hardware.sane.enable hardware.sane.extraBackends services.saned services.ipp-usb | sane-backends simple-scan
touchpad, trackpad, tap to click, natural scrolling, two finger scroll = services.libinput services.libinput.touchpad.tapping services.libinput.touchpad.naturalScrolling services.touchegg | libinput
mouse, mouse acceleration, mouse speed, gaming mouse = services.libinput.mouse.accelProfile services.libinput services.ratbagd hardware.logitech.wireless.enable | piper
touchscreen, stylus, drawing tablet, graphics tablet, wacom = services.xserver.wacom.enable hardware.opentabletdriver.enable hardware.sensor.iio.enable | wacomtablet
screen rotation, rotate screen, accelerometer, tablet mode = hardware.sensor.iio.enable
trackpoint, thinkpad = hardware.trackpoint.enable services.thinkfan services.tlp
rgb, keyboard lights, led lights = services.hardware.openrgb.enable hardware.ckb-next.enable hardware.openrazer.enable | openrgb
logitech, wireless mouse, unifying receiver = hardware.logitech.wireless.enable | solaar
keyboard firmware, qmk, via, custom keyboard = hardware.keyboard.qmk.enable hardware.keyboard.zsa.enable | qmk via
game controller, gamepad, joystick, xbox controller, playstation controller, controller, gamepads, steering wheel = hardware.xone.enable hardware.xpadneo.enable hardware.steam-hardware.enable services.joycond | antimicrox
steam, games, play games, gaming, pc games, windows games = programs.steam.enable programs.gamemode.enable programs.gamescope.enable hardware.steam-hardware.enable programs.steam.gamescopeSession.enable | steam lutris heroic
game performance, faster games, fps = programs.gamemode.enable programs.gamescope.enable | gamemode mangohud
virtual reality, vr headset, vr = services.monado services.wivrn programs.envision.enable | monado
fonts, font, install fonts, typeface, emoji, nerd fonts, missing characters, boxes instead of letters, missing glyphs, chinese fonts, japanese fonts = fonts.packages fonts.fontconfig.enable fonts.fontconfig.defaultFonts.monospace fonts.enableDefaultPackages fonts.fontDir.enable | noto-fonts nerd-fonts.fira-code
font rendering, antialiasing, subpixel, blurry fonts = fonts.fontconfig.antialias fonts.fontconfig.subpixel.rgba fonts.fontconfig.hinting.enable
dark mode, dark theme, dark colours, prefer dark = programs.dconf.profiles qt.style qt.platformTheme qt.enable
theme, gtk theme, qt theme, look and feel, icon theme = qt.enable qt.style qt.platformTheme programs.dconf.enable | adwaita-icon-theme
gnome settings, dconf, gsettings, settings database = programs.dconf.enable programs.dconf.profiles | dconf-editor
file manager, files, file browser, explorer, thumbnails = programs.thunar.enable services.gvfs services.tumbler programs.yazi.enable | nautilus thunar ranger yazi
trash, network folders, smb in file manager, mtp, phone storage = services.gvfs | gvfs
screen sharing, screen recording, screencast, portal, xdg portal, share screen, share my screen = xdg.portal.enable xdg.portal.extraPortals services.pipewire programs.obs-studio.enable programs.gpu-screen-recorder.enable | obs-studio wf-recorder
webcam, virtual camera, camera, use phone as camera, fake camera, background blur = programs.obs-studio.enableVirtualCamera boot.extraModulePackages programs.droidcam.enable hardware.ipu6.enable services.v4l2-relayd.instances | cheese v4l-utils
default application, default browser, open with, file associations, mime types, standard browser, set browser = xdg.mime.defaultApplications xdg.mime.enable
web browser, browser, internet browser, firefox, chrome = programs.firefox.enable programs.chromium.enable programs.firefox.policies | firefox chromium brave ungoogled-chromium
email client, mail client, desktop email, mail program = programs.thunderbird.enable programs.evolution.enable programs.geary.enable | thunderbird evolution mutt neomutt aerc
text editor, code editor, editor, ide, default editor, edit files = programs.neovim.enable programs.vim.enable services.emacs programs.nano.enable programs.neovim.defaultEditor | neovim vim emacs nano helix vscode kakoune micro
office, office suite, word processor, spreadsheet | libreoffice onlyoffice-desktopeditors abiword gnumeric
image editor, photo editor, raster graphics, raster image, paint, photo editing | gimp krita darktable inkscape
vector graphics, svg editor, illustration | inkscape
video player, media player, play videos, watch video | vlc mpv
video editor, video editing, edit videos | kdenlive shotcut davinci-resolve openshot-qt
audio editor, record audio, sound editor | audacity tenacity
3d modeling, 3d graphics, cad | blender freecad openscad
pdf viewer, read pdf, document viewer | zathura evince okular
screenshot, screenshots, take a screenshot | flameshot grim slurp spectacle maim
clipboard, clipboard manager, copy and paste history = services.greenclip programs.gpaste.enable | wl-clipboard xclip copyq cliphist
application launcher, launcher, run dialog, app menu | rofi wofi fuzzel dmenu
status bar, panel, taskbar = programs.waybar.enable | waybar polybar i3status
notification daemon, desktop notifications = services.systembus-notify | dunst mako swaynotificationcenter
phone integration, connect phone, android phone, kde connect, phone notifications, send files to phone, files between phone and computer, airdrop, share clipboard with phone = programs.kdeconnect.enable programs.adb.enable programs.localsend.enable | kdePackages.kdeconnect-kde
iphone, ios device, ipad = services.usbmuxd | libimobiledevice
android, android debugging, adb, android development = programs.adb.enable virtualisation.waydroid.enable | android-tools android-studio
android apps, run android apps, waydroid = virtualisation.waydroid.enable | waydroid
cd burning, burn dvd, burn disc = programs.k3b.enable | brasero k3b
geolocation, location, where am i = services.geoclue2 location.provider location.latitude
accessibility, screen reader, text to speech, speech, on screen keyboard, blind, visually impaired, magnifier, sticky keys = services.orca services.speechd services.gnome.at-spi2-core.enable | orca espeak-ng
voice assistant, speech recognition, speech to text = services.wyoming.faster-whisper.servers services.wyoming.piper.servers | whisper-cpp
kiosk, single application, digital signage = services.cage services.xserver.enable | cage
raspberry pi, arm board, single board computer = boot.loader.generic-extlinux-compatible.enable hardware.deviceTree.enable
infrared, remote control, tv tuner = services.lirc | lirc
software defined radio, sdr, ham radio = hardware.rtl-sdr.enable hardware.hackrf.enable | gqrx
arduino, microcontroller, serial port, embedded development = services.udev.packages users.users.<name>.extraGroups | arduino-ide platformio minicom
crypto wallet, hardware wallet, ledger, trezor = hardware.ledger.enable services.trezord | ledger-live-desktop
bitcoin, cryptocurrency node, blockchain = services.bitcoind services.monero services.geth | bitcoind
record screen, screen recorder, record desktop, capture screen, record gameplay, streaming software = programs.obs-studio.enable programs.gpu-screen-recorder.enable xdg.portal.enable services.pipewire | obs-studio wf-recorder gpu-screen-recorder simplescreenrecorder
share printer, printer sharing, print server, airprint = services.printing.browsing services.printing.defaultShared services.printing.listenAddresses services.printing.allowFrom services.printing.openFirewall services.avahi.publish.userServices
natural scrolling, reverse scrolling, scroll direction, invert scrolling = services.libinput.touchpad.naturalScrolling services.libinput.mouse.naturalScrolling
tap to click, touchpad click, disable while typing, palm detection = services.libinput.touchpad.tapping services.libinput.touchpad.disableWhileTyping services.libinput.touchpad.clickMethod
gaming mouse, mouse buttons, mouse dpi = services.ratbagd programs.gamemode.enable services.libinput.mouse.accelProfile | piper
emoji, emoji font, colour emoji = fonts.packages fonts.fontconfig.defaultFonts.emoji fonts.enableDefaultPackages | noto-fonts-color-emoji
one keyboard for several computers, share mouse and keyboard, keyboard and mouse sharing, software kvm = services.synergy.server.enable services.synergy.client.enable programs.input-leap.enable | input-leap deskflow barrier
game launcher, old games, emulator, console games, wine, windows programs, run exe = programs.steam.enable hardware.graphics.enable32Bit | wineWowPackages.stable lutris bottles heroic retroarch
hdr, variable refresh rate, screen tearing, refresh rate, vsync = services.picom hardware.nvidia.forceFullCompositionPipeline services.xserver.deviceSection programs.gamescope.enable
wallpaper, desktop background = services.xserver.desktopManager.wallpaper.mode | feh swaybg hyprpaper
cursor, mouse cursor, cursor theme, hide mouse pointer = services.unclutter-xfixes services.unclutter
keyboard repeat, key repeat rate = services.xserver.autoRepeatDelay services.xserver.autoRepeatInterval
special characters, compose key, umlauts, accents = services.xserver.xkb.options services.xserver.xkb.variant console.useXkbConfig
hotkey, hotkeys, global shortcut, media keys, bind keys = services.actkbd.enable services.xserver.windowManager.i3.enable sound.mediaKeys.enable services.keyd programs.light.enable | sxhkd
`;
