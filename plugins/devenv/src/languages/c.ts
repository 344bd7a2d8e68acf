import type { DevenvTemplate } from '../templates/template.js';

export const c: DevenvTemplate = {
  name: 'c',
  title: 'C and C++',
  aliases: ['cpp', 'c++', 'cplusplus'],
  words: ['c', 'cpp', 'c++', 'gcc', 'clang', 'cmake', 'embedded', 'firmware'],
  options: [
    {
      name: 'buildTool',
      about: 'What builds it',
      choices: ['cmake', 'meson', 'make'],
      default: 'cmake',
    },
  ],
  frameworks: [
    {
      name: 'qt',
      title: 'Qt 6',
      words: ['qt', 'gui'],
      part: () => ({ packages: ['qt6.qtbase', 'qt6.qttools'] }),
    },
    {
      name: 'sdl',
      title: 'SDL',
      words: ['sdl', 'sdl2', 'game', 'opengl'],
      part: () => ({ packages: ['SDL2', 'libGL'] }),
    },
  ],
  part: ({ values }) => ({
    settings: { 'languages.cplusplus.enable': true },
    packages: [...(builders[values.buildTool ?? 'cmake'] ?? []), 'pkg-config', 'gdb'],
    proof: `c++ --version\n${values.buildTool === 'make' ? 'make' : values.buildTool} --version`,
  }),
};
const builders: Readonly<Record<string, readonly string[]>> = {
  cmake: ['cmake', 'ninja'],
  meson: ['meson', 'ninja'],
  make: ['gnumake'],
};
