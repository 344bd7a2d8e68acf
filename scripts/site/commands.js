// A page of each command, out of what the commands say of themselves: the manifests that a build makes.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlock, markup, prose, table } from '@nixai/api/page';
import {
  argsOf,
  examplesOf,
  exitCodes,
  familyOf,
  flagsOf,
  isGlobal,
  spaced,
  summaryOf,
  usageOf,
  visibleOf,
} from '../../core/cli/dist/help/commandWords.js';
import { between } from './addresses.js';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

const filled = (text) => text.replaceAll('<%= config.bin %>', 'nixai');

/** Each plugin with what it has; `guide` is the page that is named like its folder. */
function owners(root) {
  const cli = { name: 'nixai', folder: join(root, 'core/cli') };
  const help = { name: 'nixai', folder: join(root, 'node_modules/@oclif/plugin-help') };
  const plugins = readdirSync(join(root, 'plugins'))
    .map((short) => ({ short, folder: join(root, 'plugins', short) }))
    .filter(({ folder }) => existsSync(join(folder, 'oclif.manifest.json')))
    .map(({ short, folder }) => ({
      name: readJson(join(folder, 'package.json')).name,
      guide: existsSync(join(root, 'docs', `${short}.md`)) ? `${short}.html` : undefined,
      folder,
    }));
  return [cli, help, ...plugins];
}

/** The commands that help shows, each with whose it is. */
function commandsOf(root) {
  const owned = owners(root).flatMap((owner) =>
    Object.values(readJson(join(owner.folder, 'oclif.manifest.json')).commands).map((command) => ({
      ...command,
      owner,
    })),
  );
  return visibleOf(owned);
}

const pathOf = ({ id }) => `commands/${id.replaceAll(':', '-')}.html`;

const sentences = (text) =>
  filled(text)
    .split(/\n\s*\n|\n(?=- )/)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .map((part) => markup`<p>${prose(part)}</p>`);

const listed = (title, rows) =>
  rows.length === 0
    ? ''
    : markup`<h2 id="${title.toLowerCase().replaceAll(' ', '-')}">${title}</h2><dl>${rows.map(
        ([name, about]) => markup`<dt><code>${name}</code></dt><dd>${prose(filled(about))}</dd>`,
      )}</dl>`;

const flagRows = (command, wanted) =>
  flagsOf([command], wanted).map(({ names, about }) => [names, about]);

function belongs(path, { owner }) {
  const guide =
    owner.guide === undefined
      ? ''
      : markup` Guide: <a href="${between(path, owner.guide)}">${owner.guide.replace('.html', '')}</a>.`;
  return owner.name === 'nixai' && guide === ''
    ? ''
    : markup`<p class="soft">Of the plugin <code>${owner.name}</code>: <code>nixai plugins install ${owner.name}</code>, where it is not there already.${guide}</p>`;
}

function pageOfCommand(command) {
  const path = pathOf(command);
  const name = `nixai ${spaced(command.id)}`;
  const { summary, description = '', aliases } = command;
  const examples = examplesOf(command).map(filled);
  const lead = filled(summaryOf(command)).replace(/\.$/, '');
  const html = markup`<h1>${name}</h1>
    <p class="lead">${prose(lead)}.</p>
    ${codeBlock(`${name} ${usageOf(command)}`)}
    ${summary === undefined ? '' : sentences(description)}
    ${aliases.length === 0 ? '' : markup`<p>Also: ${aliases.map((one) => markup`<code>nixai ${spaced(one)}</code> `)}</p>`}
    ${belongs(path, command)}
    ${listed(
      'Arguments',
      argsOf(command).map((arg) => [arg.name.toUpperCase(), arg.description ?? '']),
    )}
    ${listed(
      'Options',
      flagRows(command, (flag) => !isGlobal(flag)),
    )}
    ${examples.length === 0 ? '' : markup`<h2 id="examples">Examples</h2>${codeBlock(examples.join('\n'))}`}
    ${listed('Options of every command', flagRows(command, isGlobal))}
    ${listed('Exit codes', exitCodes)}`.text;
  return {
    ...{ path, part: 'Commands', title: name, family: familyOf(command), headings: [] },
    guide: command.owner.guide,
    html: html.replaceAll('<pre>', '<pre tabindex="0">'),
    sections: [
      {
        ...{ id: undefined, text: name },
        // Options of every command would have each page found for them.
        words: [lead, description, ...flagRows(command, (flag) => !isGlobal(flag)).flat()]
          .map(filled)
          .join(' '),
      },
    ],
  };
}

/** The commands that a guide is about, as links below it. */
export function commandsBelow(guide, commands) {
  const own = commands.filter((page) => page.guide === guide.path);
  const link = ({ path, title }) =>
    markup`<li><a href="${between(guide.path, path)}"><code>${title}</code></a></li>`;
  return own.length === 0
    ? ''
    : markup`<h2 id="its-commands">Its commands</h2><ul>${own.map(link)}</ul>`.text;
}

/** The pages, first that which has them all. */
export function commandPages(root) {
  const commands = commandsOf(root);
  const path = 'commands/index.html';
  const rows = commands.map((command) => [
    markup`<a href="${between(path, pathOf(command))}"><code>nixai ${spaced(command.id)}</code></a>`,
    prose(filled(summaryOf(command))),
  ]);
  const all = {
    ...{ path, part: 'Commands', title: 'All commands', headings: [], sections: [] },
    html: markup`<h1>All commands</h1>
      <p>Each page is made of what <code>nixai help</code> says, with all official plugins.</p>
      ${table(['command', 'what it does'], rows, { stack: true })}`.text,
  };
  return [all, ...commands.map(pageOfCommand)];
}
