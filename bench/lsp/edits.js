import { join } from 'node:path';
import { applyEdits } from '../../test/support/languageClient.js';
import { memoryOf } from './memory.js';
import { fiveHundredLines } from './text.js';
import { randomFrom } from '../../test/support/random.js';

/** How many edits are made between two looks at what was found. */
const stride = 10;

/**
 * Random edits, told to one server in pieces and to another as the whole text: both have to find the
 * same, and neither may end.
 */
export async function randomEdits(open, home, { count, seed }) {
  const file = join(home, 'configuration.nix');
  const [pieces, whole] = await Promise.all([open(), open()]);
  const random = randomFrom(seed);
  const start = fiveHundredLines().split('\n').slice(0, 60).join('\n');
  let text = start;
  let version = 1;
  let differing = 0;
  let looked = 0;
  await Promise.all([pieces.open(file, text), whole.open(file, text)]);
  for (let made = 0; made < count; made++) {
    version++;
    // A text that is all noise finds nothing: it begins anew now and then.
    const change = made % 200 === 199 ? { text: start } : changeIn(text, random);
    text =
      'range' in change ? applyEdits(text, [{ range: change.range, newText: change.text }]) : start;
    await pieces.change(file, version, [change]);
    if (made % stride !== 0) continue;
    await whole.change(file, version, [{ text }]);
    const [one, other] = await Promise.all([pieces.pull(file), whole.pull(file)]);
    looked++;
    if (JSON.stringify(one.items) !== JSON.stringify(other.items)) differing++;
  }
  const memory = [pieces, whole].map(({ child }) => memoryOf(child.pid));
  const alive = [pieces, whole].every(({ child }) => child.exitCode === null);
  await Promise.all([pieces.end(), whole.end()]);
  console.log(
    `${count} random edits (seed ${seed}): ${differing} of ${looked} looks differ, ${alive ? 'no crash' : 'IT ENDED'}, ${memory.join(' and ')} MB resident`,
  );
}

function changeIn(text, random) {
  const lines = text.split('\n');
  const place = () => {
    const line = Math.floor(random() * lines.length);
    return { line, character: Math.floor(random() * (lines[line].length + 1)) };
  };
  const from = place();
  const isDeleting = random() < 0.4;
  const to = isDeleting
    ? {
        line: from.line,
        character: Math.min(lines[from.line].length, from.character + 1 + Math.floor(random() * 8)),
      }
    : from;
  const words = [
    '{',
    '}',
    ';',
    '=',
    ' ',
    '\n',
    '"',
    "''",
    '${',
    '.',
    'enable',
    'services',
    'ü',
    '😀',
    '[',
    ']',
    '#',
    'true',
  ];
  const inserted = isDeleting ? '' : words[Math.floor(random() * words.length)];
  return { range: { start: from, end: to }, text: inserted };
}
