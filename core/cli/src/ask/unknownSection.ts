import type { Passage } from '@nixai/api';
import { isQuiet, termsOf } from '@nixai/docs';
import type { Material } from './compose.js';
import { openTopic } from './passageLines.js';
import type { Section } from './result.js';
import { wishIn, type Wish } from './wish.js';

/** That the answer is not known, what comes nearest, and where it may be. */
export function unknownSection({ question, selection: { nearest }, byName }: Material): Section {
  const options = byName.map(optionLine);
  const list = nearest.map(openTopic);
  const none = list.length + options.length === 0;
  const text = [
    none ? 'Not in my handbook, and nothing comes near it.' : 'Not in my handbook.',
    ...(options.length === 0 ? [] : [`There are options of that name:\n\n${options.join('\n')}`]),
    ...(list.length === 0 ? [] : [`Nearest:\n\n${list.join('\n')}`]),
  ].join(options.length === 0 ? ' ' : '\n\n');
  const wish = wishIn(question);
  const asPackage =
    wish !== undefined && mayInstall(wish) && wish.thing.length <= longestName
      ? [packageLine(wish.thing)]
      : [];
  const elsewhere = !namesAnything(question)
    ? 'Say what it is about, e.g. `nixai "how do I enable docker"`; `nixai "what is nixai"` tells what else there is, `nixai --help` all commands.'
    : 'The [NixOS manual](https://nixos.org/manual/nixos/stable/), the [wiki](https://wiki.nixos.org) and [search.nixos.org](https://search.nixos.org) may have it.';
  return { kind: 'nearest', text: [text, ...asPackage, elsewhere].join('\n\n') };
}

/** "hello" and "what can you do" name nothing that could be looked up. */
const namesAnything = (question: string): boolean =>
  termsOf(question).words.some((word) => !isQuiet(word) && word !== 'hello');

/** What is longer is no name of a program. */
const longestName = 60;

const mayInstall = ({ deed }: Wish): boolean =>
  deed === undefined || /^(?:install|get|use|run|try)$/.test(deed);

/** How to find out about a program that nothing at hand knows. */
const packageLine = (thing: string): string =>
  `If it is a program: \`nix search nixpkgs ${thing}\` tells its name in Nixpkgs, \`nix-shell -p NAME\` tries it, and \`environment.systemPackages = [ pkgs.NAME ];\` installs it.`;

function optionLine({ title, text }: Passage): string {
  const [first = ''] = text.trim().split(/\n\s*\n/, 1);
  const said = first.replace(/\s+/g, ' ');
  return said === '' ? `- \`${title}\`` : `- \`${title}\`: ${said}`;
}
