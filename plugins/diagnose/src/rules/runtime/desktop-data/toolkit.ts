import { nixFix, shellFix, onNixos, onOtherLinux } from '../../shared/fix.js';
import type { Saying } from '../../shared/sayings.js';

const typelib: Saying = {
  anchors: ['Namespace ', 'Typelib file for namespace'],
  line: /(?:ValueError: Namespace (?<name>[\w-]{1,40}) not available|Typelib file for namespace ['"`](?<typelib>[\w-]{1,40})['"`].{0,60}not found|cannot import name (?<import>\w{1,40}), introspection typelib not found)/,
  explain({ get }) {
    const name = get('name') || get('typelib') || get('import');
    return {
      culprit: `typelib ${name}`,
      facts: { namespace: name },
      message: `The program uses ${name} through GObject introspection, and does not find its description: it was not wrapped with the library that has it.`,
      fixes: [
        nixFix(
          `If you package the program, or run it in a shell: add the hook, and the library that has ${name}.`,
          'nativeBuildInputs = [ pkgs.wrapGAppsHook3 pkgs.gobject-introspection ];\nbuildInputs = [ pkgs.gtk3 pkgs.python3Packages.pygobject3 ];',
        ),
        shellFix(
          'If you only use it: its package lacks that. Take a newer revision.',
          'nix flake update',
        ),
      ],
      verify: ['echo "$GI_TYPELIB_PATH"'],
    };
  },
};

const pictures: Saying = {
  anchors: ['recognize the image file format'],
  line: /recognize the image file format/,
  explain: () => ({
    culprit: 'a loader of gdk-pixbuf',
    message:
      'The program reads pictures by gdk-pixbuf, and does not find the loader of this kind (mostly SVG, which librsvg has): it was not wrapped for it, or a variable names loaders of another generation.',
    fixes: [
      nixFix(
        'If you package the program, or run it in a shell: have it wrapped, with the loader.',
        'nativeBuildInputs = [ pkgs.wrapGAppsHook3 ];\nbuildInputs = [ pkgs.librsvg pkgs.gdk-pixbuf ];',
      ),
      shellFix(
        'If it comes from nixpkgs: a variable of the session is in the way; log out and in, or start it without.',
        'env -u GDK_PIXBUF_MODULE_FILE YOUR_PROGRAM',
        { fill: { YOUR_PROGRAM: 'the program' } },
      ),
    ],
    verify: ['echo "$GDK_PIXBUF_MODULE_FILE"'],
    confidence: 0.75,
  }),
};

const fontconfig: Saying = {
  anchors: ['Fontconfig error: Cannot load default config'],
  line: /Fontconfig error: Cannot load default config file/,
  explain: ({ block }) => ({
    culprit: 'FONTCONFIG_FILE',
    message:
      'Programs with text look for the list of fonts in /etc/fonts, and there is none here: in the sandbox of a build, in a container, or on a system without fonts.',
    fixes: [
      nixFix(
        block.derivation === undefined
          ? 'If it is a build, a shell or an image: give it a list of its own.'
          : 'Give the build a list of its own.',
        'FONTCONFIG_FILE = pkgs.makeFontsConf { fontDirectories = [ pkgs.dejavu_fonts ]; };',
      ),
      nixFix('If it is a NixOS system: switch fonts on.', 'fonts.fontconfig.enable = true;', {
        holds: onNixos,
      }),
    ],
    verify: ['fc-list | head -n 3'],
    // Most programs go on without.
    confidence: 0.5,
  }),
};

const vulkan: Saying = {
  anchors: ['Found no drivers!', 'failed to load driver: swrast', 'VK_ERROR_INCOMPATIBLE_DRIVER'],
  line: /(?:vkCreateInstance: Found no drivers!|VK_ERROR_INCOMPATIBLE_DRIVER|libGL error: failed to load driver: (?<driver>\w{2,20}))/,
  explain: ({ get }) => ({
    culprit: get('driver') === '' ? 'a driver of Vulkan' : `libGL (${get('driver')})`,
    message:
      'The program has found the library for graphics, and no driver that fits: programs of nixpkgs look for it in /run/opengl-driver, which only NixOS makes, and of the same release as their own libraries.',
    fixes: [
      nixFix(
        'If it is NixOS: switch the graphics driver on (32-bit programs need enable32Bit), and restart.',
        'hardware.graphics = {\n  enable = true;   # before 24.11: hardware.opengl\n  enable32Bit = true;\n};',
        { risk: 'restart', holds: onNixos },
      ),
      shellFix(
        'If it is another Linux: give programs of Nix the driver of the system.',
        'nix run --impure github:nix-community/nixGL -- YOUR_PROGRAM   # of Vulkan: …nixGL#nixVulkanIntel',
        {
          fill: { YOUR_PROGRAM: 'the command that failed' },
          holds: onOtherLinux,
        },
      ),
      shellFix(
        'If it worked before an update: the program and the system are of two releases; update both, and restart.',
        'nix flake update',
      ),
    ],
    verify: ['ls /run/opengl-driver/lib/dri /run/opengl-driver/share/vulkan/icd.d'],
  }),
};

/** What toolkits look for beside their libraries: descriptions, loaders, fonts, drivers. */
export const ofToolkit: readonly Saying[] = [typelib, pictures, fontconfig, vulkan];
