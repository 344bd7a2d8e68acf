import { shellWord, type DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';
import { fileClobber } from '../file-clobber/rule.js';

/** Home Manager makes a folder for its links, and a file or a dead link has that name. */
export const folderInTheWay: DiagnosisRule = {
  id: 'home-manager/folder-in-the-way',
  class: 'hm-file-clobber',
  phase: 'home-manager',
  title: 'Something is where a folder has to be',
  components: ['home-manager'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['mkdir: cannot create directory'],
      line: /mkdir: cannot create directory ['"`](?<file>\/(?:home|Users|root)[^'"`]{1,300})['"`]: (?:File exists|Not a directory)/,
    },
  ],
  docs: fileClobber.docs,
  explain(evidence) {
    const file = evidence.get('file');
    const ofActivation =
      /^hm-activate/.test(evidence.line.source ?? '') ||
      evidence.all(/Home Manager|linkGeneration|Creating home file links|hm-activate/)[0] !==
        undefined;
    if (!ofActivation) return undefined;
    const above = /Not a directory/.test(evidence.line.text);
    return {
      culprit: file,
      facts: { file },
      message: above
        ? `Home Manager makes ${file} for its links, and a part of that path is no folder, but a file or a link.`
        : `Home Manager makes the folder ${file} for its links, and there is something else of that name: a file, or a link that leads nowhere (of an earlier configuration).`,
      fixes: [
        above
          ? shellFix(
              'See which part of it is no folder, move that away, and switch again.',
              `namei -l ${shellWord(file)}`,
            )
          : shellFix(
              'Move it away (of a link only the link is moved), then switch again.',
              `mv ${shellWord(file)} ${shellWord(`${file}.before-hm`)}`,
              'data',
            ),
        shellFix('See what it is.', `ls -ld ${shellWord(file)}`),
      ],
      verify: [`ls -ld ${shellWord(file)}`],
    };
  },
};
