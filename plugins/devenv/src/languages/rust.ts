import { withOption, type DevenvTemplate } from '../templates/template.js';

export const rust: DevenvTemplate = {
  name: 'rust',
  title: 'Rust',
  aliases: ['rs', 'cargo'],
  words: ['rust', 'cargo', 'rustc', 'crate', 'systems'],
  options: [
    {
      name: 'channel',
      about: "The toolchain: nixpkgs' own, or one of rustup's channels",
      choices: ['nixpkgs', 'stable', 'beta', 'nightly'],
      default: 'nixpkgs',
    },
    withOption('wasm', 'The target wasm32-unknown-unknown'),
  ],
  frameworks: [
    {
      name: 'axum',
      title: 'axum',
      words: ['axum', 'web', 'api', 'backend', 'rest'],
      part: () => server,
    },
    { name: 'actix', title: 'Actix Web', words: ['actix'], part: () => server },
    { name: 'rocket', title: 'Rocket', words: ['rocket'], part: () => server },
    {
      name: 'bevy',
      title: 'Bevy',
      words: ['bevy', 'game'],
      part: () => ({
        packages: ['pkg-config', 'alsa-lib', 'udev', 'vulkan-loader', 'wayland', 'libxkbcommon'],
      }),
    },
    {
      name: 'tauri',
      title: 'Tauri',
      words: ['tauri', 'desktop'],
      part: () => ({ packages: ['pkg-config', 'openssl', 'gtk3', 'webkitgtk_4_1', 'cargo-tauri'] }),
    },
  ],
  part({ values, services }) {
    const isWasm = values.wasm === 'true';
    // Only a toolchain of rustup's has another target's standard library.
    const channel = isWasm && values.channel === 'nixpkgs' ? 'stable' : values.channel;
    return {
      settings: {
        'languages.rust.enable': true,
        ...(channel !== 'nixpkgs' &&
          channel !== undefined && { 'languages.rust.channel': channel }),
        ...(isWasm && { 'languages.rust.targets': ['wasm32-unknown-unknown'] }),
      },
      packages: [
        ...(isWasm ? ['wasm-pack'] : []),
        ...(services.some((one) => one === 'postgres') ? ['pkg-config', 'libpq'] : []),
      ],
      next: ['cargo init'],
      proof: 'cargo --version\nrustc --version',
    };
  },
};

const server = {
  packages: ['pkg-config', 'openssl', 'bacon'],
  scripts: { dev: { exec: 'cargo run', description: 'Build it and run it' } },
};
