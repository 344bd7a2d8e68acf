/**
 * What tells the language without naming it: its libraries and tools, and programs whose plugins are
 * written in it.
 */
export const ecosystem: Readonly<Record<string, readonly string[]>> = {
  python: [
    ...[
      'scrapy',
      'selenium',
      'pytest',
      'celery',
      'airflow',
      'ansible',
      'mkdocs',
      'sphinx',
      'pygame',
    ],
    ...['langchain', 'gradio', 'opencv', 'raspberry', 'micropython', 'blender', 'conda', 'crawler'],
  ],
  nodejs: [
    ...[
      'electron',
      'eslint',
      'webpack',
      'astro',
      'gatsby',
      'remix',
      'eleventy',
      '11ty',
      'tailwind',
    ],
    ...[
      'prisma',
      'threejs',
      'three',
      'expo',
      'storybook',
      'cypress',
      'strapi',
      'deno',
      'socket.io',
    ],
    ...['vscode', 'browser', 'chrome', 'extension', 'website', 'html', 'css', 'pwa', 'obsidian'],
  ],
  golang: [
    ...[
      'terraform',
      'operator',
      'kubernetes',
      'k8s',
      'cobra',
      'bubbletea',
      'prometheus',
      'exporter',
    ],
    ...['hugo', 'caddy', 'traefik', 'gorm', 'controller', 'sidecar'],
  ],
  rust: [
    ...['tokio', 'leptos', 'yew', 'dioxus', 'ratatui', 'clap', 'wgpu', 'egui', 'iced', 'embassy'],
    ...['solana', 'diesel', 'sqlx', 'serde'],
  ],
  java: [
    ...['kotlin', 'minecraft', 'spigot', 'paper', 'fabric', 'tomcat', 'hibernate', 'micronaut'],
    ...['jakarta', 'junit', 'jenkins', 'javafx', 'intellij', 'keycloak', 'kafka'],
  ],
  php: ['drupal', 'magento', 'joomla', 'typo3', 'nextcloud', 'phpunit', 'woocommerce', 'moodle'],
  ruby: ['sinatra', 'hanami', 'sidekiq', 'fastlane', 'rspec', 'rake', 'redmine', 'discourse'],
  elixir: ['ecto', 'nerves', 'otp', 'genserver', 'livebook', 'absinthe'],
  haskell: ['servant', 'yesod', 'xmonad', 'hakyll', 'hackage', 'pandoc', 'ihp', 'scotty'],
  c: [
    ...['kernel', 'driver', 'gtk', 'gtk4', 'raylib', 'vulkan', 'arduino', 'avr', 'esp32', 'stm32'],
    ...['microcontroller', 'meson', 'conan', 'ncurses', 'glfw', 'boost', 'autotools', 'valgrind'],
  ],
  zig: ['comptime'],
};
