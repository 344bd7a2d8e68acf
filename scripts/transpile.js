// Writes into each `dist` what the compiler would, with types taken as they stand: a second, where
// checking them takes a minute. Enough to run the program. Declarations are the compiler's alone.
import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';

/** Transpiles all projects of a checkout, tests left out. */
export async function transpile(root) {
  const { references } = settings(join(root, 'tsconfig.json'));
  await Promise.all(references.map(({ path }) => transpileProject(join(root, path))));
}

async function transpileProject(folder) {
  const { rootDir, outDir } = settings(join(folder, 'tsconfig.json')).compilerOptions;
  const sources = join(folder, rootDir);
  const output = join(folder, outDir);
  const files = readdirSync(sources, { recursive: true });
  await build({
    entryPoints: files
      .filter((file) => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file))
      .map((file) => join(sources, file)),
    outbase: sources,
    outdir: output,
    format: 'esm',
    logLevel: 'warning',
    platform: 'node',
    sourcemap: true,
  });
  for (const file of files)
    if (file.endsWith('.json') && file !== 'tsconfig.json')
      cpSync(join(sources, file), join(output, file));
}

function settings(file) {
  const { config, error } = ts.readConfigFile(file, (path) => readFileSync(path, 'utf8'));
  if (error !== undefined) throw new Error(`${file}: ${error.messageText}`);
  return config;
}
