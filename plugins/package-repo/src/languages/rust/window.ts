import type { Attribute, Input } from '../../analyzer.js';
import { lines } from '../../nix/value.js';
import type { LockedCrate } from './lock.js';

/** What `winit` opens by name while the program runs, where it does so by `x11-dl`. */
const ofX11 = ['libx11', 'libxcursor', 'libxi', 'libxrandr'];
/** What is opened for drawing, by the crate that opens it. */
const forDrawing: Readonly<Record<string, string>> = {
  ash: 'vulkan-loader',
  glutin: 'libGL',
  'khronos-egl': 'libGL',
  'wgpu-hal': 'vulkan-loader',
};

/**
 * Libraries that a program with windows looks for only when it runs: nothing links them, so that they
 * are told to the program where it looks.
 */
export function windowLibraries(crates: ReadonlyMap<string, LockedCrate>): {
  readonly inputs: readonly Input[];
  readonly attributes: (programs: readonly string[]) => readonly Attribute[];
} {
  const of = new Map([...crates.values()].map((crate) => [crate.name, crate]));
  const winit = of.get('winit');
  if (winit === undefined || !of.has('x11-dl')) return { inputs: [], attributes: () => [] };
  const why = 'winit opens it while it runs';
  const forWayland = ['libxkbcommon', ...(of.has('wayland-sys') ? ['wayland'] : [])];
  // What draws with both is given both, and linked to the newer one.
  const all = Object.entries(forDrawing).filter(([crate]) => of.has(crate));
  const newer = all.filter(([, attribute]) => attribute === 'vulkan-loader');
  const opened = [...new Set([...all.map(([, attribute]) => attribute), ...ofX11, ...forWayland])];
  return {
    inputs: [
      ...[...ofX11, ...forWayland].map((attribute): Input => ({
        attribute,
        kind: 'build',
        from: winit.from,
        why,
      })),
      ...(newer.length > 0 ? newer : all).map(([crate, attribute]): Input => ({
        attribute,
        kind: 'build',
        from: of.get(crate)!.from,
        why: `crate ${crate} opens it while it runs`,
      })),
    ],
    attributes: ([program]) =>
      program === undefined
        ? []
        : [
            {
              name: 'postFixup',
              value: lines([
                `patchelf $out/bin/${program} \\`,
                '  --add-rpath ${',
                '    lib.makeLibraryPath [',
                ...opened.map((one) => `      ${one}`),
                '    ]',
                '  }',
              ]),
              uses: opened,
              from: winit.from,
              why,
            },
          ],
  };
}
