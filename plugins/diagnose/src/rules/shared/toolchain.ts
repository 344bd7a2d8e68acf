import { native } from '@nixai/packages';
import { packageName } from './code.js';

/** Which package of nixpkgs has a library, where its name does not say. */
const libraries: Readonly<Record<string, string>> = {
  openssl: 'openssl',
  ssl: 'openssl',
  crypto: 'openssl',
  libssl: 'openssl',
  z: 'zlib',
  zlib: 'zlib',
  'dbus-1': 'dbus',
  'gtk+-3.0': 'gtk3',
  gtk4: 'gtk4',
  'glib-2.0': 'glib',
  'gobject-2.0': 'glib',
  'gio-2.0': 'glib',
  libudev: 'udev',
  udev: 'udev',
  alsa: 'alsa-lib',
  asound: 'alsa-lib',
  libpq: 'libpq',
  pq: 'libpq',
  sqlite3: 'sqlite',
  xcb: 'xorg.libxcb',
  x11: 'xorg.libX11',
  X11: 'xorg.libX11',
  Xi: 'xorg.libXi',
  Xcursor: 'xorg.libXcursor',
  Xrandr: 'xorg.libXrandr',
  xkbcommon: 'libxkbcommon',
  'wayland-client': 'wayland',
  GL: 'libGL',
  EGL: 'libGL',
  vulkan: 'vulkan-loader',
  'webkit2gtk-4.1': 'webkitgtk_4_1',
  'webkit2gtk-4.0': 'webkitgtk_4_0',
  'javascriptcoregtk-4.1': 'webkitgtk_4_1',
  'libsoup-3.0': 'libsoup_3',
  freetype2: 'freetype',
  fontconfig: 'fontconfig',
  ncurses: 'ncurses',
  curl: 'curl',
  libcurl: 'curl',
  'libxml-2.0': 'libxml2',
  xml2: 'libxml2',
  'libusb-1.0': 'libusb1',
  pcre2: 'pcre2',
  protobuf: 'protobuf',
  lzma: 'xz',
  zstd: 'zstd',
  'stdc++': 'stdenv.cc.cc.lib',
  iconv: 'libiconv',
  ffi: 'libffi',
  libffi: 'libffi',
  systemd: 'systemd',
  libsystemd: 'systemd',
};

/** The attribute of nixpkgs that has a library or a .pc file; undefined where no fact says so. */
export function attributeOf(name: string): string | undefined {
  const bare = name.replace(/^lib/, '');
  return packageName(
    libraries[name] ??
      libraries[bare] ??
      native.pkgConfig(name) ??
      native.library(name) ??
      native.library(bare) ??
      native.pkgConfig(`lib${name}`) ??
      native.pkgConfig(name.replace(/-\d[\d.]*$/, '')),
  );
}

/** Headers whose folder or name is not that of their library. */
const headers: Readonly<Record<string, string>> = {
  boost: 'boost',
  'curl/curl.h': 'curl',
  nlohmann: 'nlohmann_json',
  'zlib.h': 'zlib',
  'jpeglib.h': 'libjpeg',
  'linux/videodev2.h': 'linuxHeaders',
  'libudev.h': 'udev',
  'libv4l2.h': 'libv4l',
  'security/pam_appl.h': 'pam',
  'sys/acl.h': 'acl',
  'uuid/uuid.h': 'libuuid',
  'readline/readline.h': 'readline',
  'Python.h': 'python3',
  'jni.h': 'jdk',
};

/** The attribute of nixpkgs that has a C header; undefined where no fact says so. */
export function attributeOfHeader(header: string): string | undefined {
  const [folder = header] = header.split('/');
  const name = folder.replace(/\.h\w*$/, '');
  return headers[header] ?? headers[folder] ?? attributeOf(name);
}

/** The attribute of nixpkgs that has a CMake package; undefined where no fact says so. */
export const attributeOfCMake = (name: string): string | undefined =>
  native.cmakePackage(name) ?? attributeOf(name) ?? attributeOf(name.toLowerCase());
