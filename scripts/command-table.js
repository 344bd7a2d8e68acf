// Writes all commands and plugins that come with the program into one file, from which a command is
// started without asking oclif (core/cli/src/host/directStart.ts), and the help of all commands, which is
// then shown without it (core/cli/src/host/rootHelp.ts).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'core/cli');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const spaced = (id) => id.replaceAll(':', ' ');

function pluginOf(folder, type) {
  const { name, version, nixai, oclif } = readJson(join(folder, 'package.json'));
  const file = join(folder, 'oclif.manifest.json');
  return {
    name,
    version,
    type,
    registers: [oclif.hooks?.['nixai:register'] ?? []].flat(),
    manifest: type === 'bundled' ? nixai : undefined,
    bytes: statSync(file).size,
    commands: Object.values(readJson(file).commands).map((command) => ({
      id: spaced(command.id),
      aliases: command.aliases.map(spaced),
      summary: command.summary ?? '',
      hidden: command.hidden === true,
      file: command.relativePath.join('/'),
      tools: command.toolNames,
      takesWords: command.strict === false || Object.keys(command.args ?? {}).length > 0,
    })),
  };
}

const { nixai, oclif } = readJson(join(cli, 'package.json'));
const beside = (name) => join(root, 'node_modules', name);
const plugins = [
  pluginOf(cli, 'core'),
  ...oclif.plugins.map((name) => pluginOf(beside(name), 'core')),
  ...Object.keys(nixai.officialPlugins)
    .filter((name) => existsSync(join(beside(name), 'oclif.manifest.json')))
    .map((name) => pluginOf(beside(name), 'bundled')),
];
plugins.sort((one, other) => (one.name < other.name ? -1 : 1));
writeFileSync(join(cli, 'bundle/commands.json'), JSON.stringify(plugins));

/** What oclif says in a home where nobody has added plugins, each entry on one line. */
function helpOfAll() {
  const home = mkdtempSync(join(tmpdir(), 'nixai-help-'));
  const { PATH } = process.env;
  try {
    return execFileSync(process.execPath, [join(cli, 'bin/nixai.js'), '--help'], {
      env: { PATH, HOME: home, NIXAI_OFFLINE: '1', OCLIF_COLUMNS: '100000' },
      encoding: 'utf8',
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

writeFileSync(join(cli, 'bundle/help.txt'), helpOfAll());
