import { placeName, type DiagnosisRule } from '@nixai/api';
import { advice } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** `../..` too often: above the copy of a flake there is only the store itself. */
export const pathLeavesSource: DiagnosisRule = {
  id: 'eval/path-leaves-source',
  class: 'path-leaves-source',
  phase: 'eval',
  title: 'Relative path leads out of the flake',
  components: ['evaluation', 'flakes'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['is too short to be a valid store path'],
      line: /error: ['"`](?<name>[^'"`]{1,200})['"`] is too short to be a valid store path/,
    },
    {
      anchors: ['getting status of ', 'opening file ', ' does not exist'],
      line: /error: (?:getting status of|opening file|path) ['"`]\/nix\/store\/(?<name>(?![0-9a-z]{32}-|\.links)[^'"`]{1,200})['"`](?:: No such file or directory| does not exist)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: path literals',
      url: 'https://nix.dev/manual/nix/latest/language/string-literals#path-literal',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name').replace(/^\/nix\/store\//, '');
    const at = evidence.frame();
    // What names the path is the person's; what only uses it, as Home Manager's own files, is not said.
    const own =
      at === undefined || at.library || evidence.context.place(at.file).owner !== 'own'
        ? undefined
        : at;
    const option = evidence.before(
      /while evaluating the option ['"`](?<option>[\w."@/-]{3,200})['"`]/,
      200,
    )?.groups?.['option'];
    const where =
      own === undefined
        ? option === undefined
          ? 'where it is named'
          : `in the definition of ${option}`
        : `at ${placeName(own)}`;
    return {
      culprit: `${name} (above the source of the flake)${own === undefined ? '' : ` at ${placeName(own)}`}`,
      at: own,
      facts: { file: name, option },
      message: `A relative path goes up further than the flake reaches: ${name} is looked for beside the copies in /nix/store. A flake sees only what lies in its own folder.`,
      fixes: [
        advice(
          `Correct the path ${where}: it has a ../ too many. If ${name} lies outside of the flake, move it into the flake's folder (git add it); or, with Home Manager, link it where it is: config.lib.file.mkOutOfStoreSymlink "/the/whole/path".`,
        ),
      ],
      verify: checkEvaluation(own, evidence.context),
    };
  },
};
