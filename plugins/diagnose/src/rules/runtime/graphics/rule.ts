import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** A program that draws finds no OpenGL, or one that does not fit what it brought itself. */
export const graphicsLibrary: DiagnosisRule = {
  id: 'runtime/graphics',
  class: 'graphics-library',
  phase: 'runtime',
  title: 'Program finds no graphics driver that fits',
  components: ['graphics', 'runtime'],
  confidence: 0.85,
  yieldsTo: ['shared-lib-missing', 'driver-version-mismatch', 'foreign-dynamic-binary'],
  patterns: [
    {
      anchors: [
        'EGL: Library not found',
        'Failed to load GLX',
        'load libGL',
        'load libEGL',
        'NoWaylandLib',
        'both libGL and libEGL',
      ],
      line: /(?<missing>NoWaylandLib|both libGL and libEGL are not present|EGL: Library not found|Failed to load GLX|(?:[Ff]ailed|[Uu]nable) to load lib(?:GL|EGL|GLX)\S{0,20})/,
    },
    {
      anchors: [
        'No GLXFBConfigs returned',
        'suitable GLXFBConfig',
        'Could not initialize GLX',
        'retrieve framebuffer',
      ],
      line: /(?<driver>GLX: No GLXFBConfigs returned|(?:[Ff]ailed to find a )?suitable GLXFBConfig|Could not initialize GLX|Unable to retrieve framebuffer options)/,
    },
    {
      anchors: ['load libwayland-client', 'initialize GLFW', 'initialise GLFW'],
      line: /(?<window>Wayland: Failed to load libwayland-client|[Ff]ailed to initiali[sz]e GLFW)/,
    },
    {
      anchors: ['default EGL display', 'create EGL display', 'EGL_BAD_PARAMETER'],
      line: /(?<display>(?:[Cc]ould not|[Cc]annot|[Ff]ailed to) create (?:default )?EGL display\S{0,3}(?: ?EGL_\w{3,40})?|EGL_BAD_PARAMETER)/,
    },
  ],
  docs: [
    { title: 'NixOS wiki: OpenGL', url: 'https://wiki.nixos.org/wiki/OpenGL' },
    { title: 'nixGL', url: 'https://github.com/nix-community/nixGL' },
  ],
  explain(evidence) {
    const missing = evidence.get('missing');
    if (evidence.get('driver') !== '') return noDriver(evidence.get('driver'));
    if (evidence.get('window') !== '') return noWindow(evidence.get('window'));
    const what = missing || evidence.get('display');
    return {
      culprit: what.trim(),
      facts: { said: what.trim() },
      message:
        missing === ''
          ? 'The program has an OpenGL, and that does not fit the driver or the display of this system: mostly an AppImage or a program of WebKitGTK that brings libraries of another distribution.'
          : 'The program looks for libGL and libEGL by name, and they are not in the path of its libraries: NixOS has none in /usr/lib.',
      fixes: missing === '' ? ofDisplay : ofLibrary(evidence),
      verify: ['nix run nixpkgs#mesa-demos -- eglinfo'],
      confidence: missing === '' ? 0.7 : undefined,
    };
  },
};

/** GLFW loads the libraries of the windowing system by name, only where it runs under Wayland. */
const noWindow = (said: string): Diagnosis => ({
  culprit: said,
  facts: { said },
  message:
    'The program opens its window by GLFW, and that finds nothing to open it with: it mostly lacks the library of Wayland, which it loads by name, or there is no desktop session where it runs.',
  fixes: [
    shellFix(
      'If your desktop runs Wayland: have it use X11 (Xwayland).',
      'env -u WAYLAND_DISPLAY YOUR_PROGRAM',
      { fill: { YOUR_PROGRAM: 'the command that failed' } },
    ),
    advice(
      'If that helps, its package lacks wayland: take another revision of what it comes from; in a package of yours, give it wayland and libxkbcommon in LD_LIBRARY_PATH (makeWrapper, or mkShell).',
    ),
  ],
  verify: ['echo "$XDG_SESSION_TYPE $WAYLAND_DISPLAY $DISPLAY"'],
  confidence: 0.7,
});

/** A program of nixpkgs has its own libGL, and looks for the driver where NixOS has it. */
const noDriver = (said: string): Diagnosis => ({
  culprit: said,
  facts: { said },
  message:
    'The program has found OpenGL, and no driver for this graphics card: programs of nixpkgs look for it in /run/opengl-driver, which only NixOS has.',
  fixes: [
    shellFix(
      'If this is another distribution than NixOS: give the program the driver of the system.',
      'nix run --impure github:nix-community/nixGL -- YOUR_PROGRAM',
      { fill: { YOUR_PROGRAM: 'the command that failed' } },
    ),
    nixFix(
      'If it is NixOS: switch the graphics driver on (for NVIDIA also services.xserver.videoDrivers = [ "nvidia" ]).',
      'hardware.graphics.enable = true;   # before 24.11: hardware.opengl.enable',
      'restart',
    ),
  ],
  verify: ['ls /run/opengl-driver/lib'],
});

function ofLibrary({ context }: Evidence): readonly DiagnosisFix[] {
  const shell = nixFix(
    'If you build it, or run it from a shell: give it the libraries of windows and OpenGL.',
    'pkgs.mkShell {\n  LD_LIBRARY_PATH = with pkgs; lib.makeLibraryPath [\n    libGL libxkbcommon wayland xorg.libX11 xorg.libXcursor xorg.libXi\n  ];\n}',
  );
  const other = shellFix(
    'If it is a program of nixpkgs on another distribution than NixOS: give it the driver of the system.',
    'nix run --impure github:nix-community/nixGL -- YOUR_PROGRAM',
    { fill: { YOUR_PROGRAM: 'the command that failed' } },
  );
  const another = shellFix(
    'If you only use it, from a flake or input: its package lacks them. Take another revision, or the one of nixpkgs.',
    'nix flake update',
  );
  return context.platform === 'linux' ? [other, shell] : [shell, another, other];
}

const ofDisplay: readonly DiagnosisFix[] = [
  shellFix(
    'If it is an AppImage or a program of WebKitGTK (Tauri): try it without what most often does not fit; if that helps, its authors can mend it.',
    'WEBKIT_DISABLE_DMABUF_RENDERER=1 WEBKIT_DISABLE_COMPOSITING_MODE=1 YOUR_PROGRAM',
    { fill: { YOUR_PROGRAM: 'the command that failed' } },
  ),
  nixFix(
    'If no program draws: the graphics driver is not switched on.',
    'hardware.graphics.enable = true;   # before 24.11: hardware.opengl.enable',
    'restart',
  ),
  advice(
    'If nixpkgs has the program as a package, take that instead of the AppImage: it is built with the libraries that it runs with.',
  ),
];
