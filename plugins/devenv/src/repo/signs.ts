/** What a file of a project tells: the language, and choices of its template. */
export interface Sign {
  readonly file: string;
  readonly language: string;
  readonly set?: string;
}

/** In the order in which they decide the language: what builds the whole comes before what helps. */
export const signs: readonly Sign[] = [
  { file: 'Cargo.toml', language: 'rust' },
  { file: 'go.mod', language: 'golang' },
  { file: 'mix.exs', language: 'elixir' },
  { file: 'pom.xml', language: 'java', set: 'buildTool=maven' },
  { file: 'build.gradle', language: 'java', set: 'buildTool=gradle' },
  { file: 'build.gradle.kts', language: 'java', set: 'buildTool=gradle' },
  { file: 'build.zig', language: 'zig' },
  { file: 'stack.yaml', language: 'haskell' },
  { file: 'cabal.project', language: 'haskell' },
  { file: 'composer.json', language: 'php' },
  { file: 'Gemfile', language: 'ruby' },
  { file: 'uv.lock', language: 'python', set: 'packageManager=uv' },
  { file: 'poetry.lock', language: 'python', set: 'packageManager=poetry' },
  { file: 'pyproject.toml', language: 'python' },
  { file: 'requirements.txt', language: 'python' },
  { file: 'setup.py', language: 'python' },
  { file: 'manage.py', language: 'python' },
  { file: 'package.json', language: 'nodejs' },
  { file: 'pnpm-lock.yaml', language: 'nodejs', set: 'packageManager=pnpm' },
  { file: 'yarn.lock', language: 'nodejs', set: 'packageManager=yarn' },
  { file: 'bun.lock', language: 'nodejs', set: 'packageManager=bun' },
  { file: 'bun.lockb', language: 'nodejs', set: 'packageManager=bun' },
  { file: 'tsconfig.json', language: 'nodejs', set: 'typescript=true' },
  { file: 'CMakeLists.txt', language: 'c', set: 'buildTool=cmake' },
  { file: 'meson.build', language: 'c', set: 'buildTool=meson' },
];

/** Files that name what a project depends on, by language. */
export const manifests: Readonly<Record<string, readonly string[]>> = {
  rust: ['Cargo.toml'],
  golang: ['go.mod'],
  elixir: ['mix.exs'],
  java: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
  php: ['composer.json'],
  ruby: ['Gemfile'],
  python: ['pyproject.toml', 'requirements.txt', 'setup.py'],
  nodejs: ['package.json'],
};

/** How a framework is called where a project depends on it. The first that is there counts. */
export const dependencies: readonly {
  readonly language: string;
  readonly framework: string;
  readonly named: RegExp;
}[] = [
  { language: 'rust', framework: 'tauri', named: /^[ \t]*tauri\b/m },
  { language: 'rust', framework: 'bevy', named: /^[ \t]*bevy\b/m },
  { language: 'rust', framework: 'axum', named: /^[ \t]*axum\b/m },
  { language: 'rust', framework: 'actix', named: /^[ \t]*actix-web\b/m },
  { language: 'rust', framework: 'rocket', named: /^[ \t]*rocket\b/m },
  { language: 'golang', framework: 'gin', named: /github\.com\/gin-gonic\/gin\b/ },
  { language: 'golang', framework: 'echo', named: /github\.com\/labstack\/echo\b/ },
  { language: 'golang', framework: 'fiber', named: /github\.com\/gofiber\/fiber\b/ },
  { language: 'golang', framework: 'chi', named: /github\.com\/go-chi\/chi\b/ },
  { language: 'elixir', framework: 'phoenix', named: /:phoenix\b/ },
  { language: 'java', framework: 'spring', named: /org\.springframework\.boot|spring-boot/ },
  { language: 'java', framework: 'quarkus', named: /io\.quarkus/ },
  { language: 'php', framework: 'laravel', named: /"laravel\/framework"/ },
  { language: 'php', framework: 'symfony', named: /"symfony\/framework-bundle"/ },
  { language: 'ruby', framework: 'rails', named: /^[ \t]*gem\s+["']rails["']/m },
  { language: 'python', framework: 'django', named: /^[^\w\n\r\u2028\u2029]*django\b/im },
  { language: 'python', framework: 'fastapi', named: /^[^\w\n\r\u2028\u2029]*fastapi\b/im },
  { language: 'python', framework: 'flask', named: /^[^\w\n\r\u2028\u2029]*flask\b/im },
  { language: 'python', framework: 'streamlit', named: /^[^\w\n\r\u2028\u2029]*streamlit\b/im },
  { language: 'nodejs', framework: 'nextjs', named: /"next"\s*:/ },
  { language: 'nodejs', framework: 'nestjs', named: /"@nestjs\/core"\s*:/ },
  { language: 'nodejs', framework: 'angular', named: /"@angular\/core"\s*:/ },
  { language: 'nodejs', framework: 'svelte', named: /"svelte"\s*:/ },
  { language: 'nodejs', framework: 'vue', named: /"vue"\s*:/ },
  { language: 'nodejs', framework: 'react', named: /"react"\s*:/ },
  { language: 'nodejs', framework: 'fastify', named: /"fastify"\s*:/ },
  { language: 'nodejs', framework: 'express', named: /"express"\s*:/ },
];

/** Files that say what runs beside a project. */
export const composeFiles = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yaml',
  'docker-compose.yml',
];

/** Images of containers, by the last part of their names. */
export const images: Readonly<Record<string, string>> = {
  postgres: 'postgres',
  postgis: 'postgres',
  pgvector: 'postgres',
  redis: 'redis',
  valkey: 'redis',
  mysql: 'mysql',
  mariadb: 'mysql',
  mongo: 'mongodb',
  rabbitmq: 'rabbitmq',
  memcached: 'memcached',
  elasticsearch: 'elasticsearch',
  meilisearch: 'meilisearch',
  nats: 'nats',
  mailpit: 'mailpit',
  mailhog: 'mailpit',
};
