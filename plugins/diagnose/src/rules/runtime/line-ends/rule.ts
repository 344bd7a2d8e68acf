import { shellWord } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const carriageReturn: Saying = {
  anchors: ['No such file', 'command not found', 'bad interpreter'],
  line: /(?:\/usr\/bin\/env: ['"`]?(?<interpreter>[\w.+-]{2,40}?)(?:\\r|\r|\$'\\r')['"`]{0,2}: No such file|^(?<script>[\w./+-]{1,200}): (?:line \d{1,6}: )?\$'\\r': command not found|(?<bad>[\w./+-]{1,200}): \/\S{1,60}\^M: bad interpreter)/,
  explain({ get, block }) {
    const script = get('script') || get('bad');
    return {
      culprit: `${script || `a script of ${get('interpreter')}`} (CRLF)`,
      facts: { script: script || undefined },
      message: `The lines of ${script || 'the script'} end with a carriage return, as Windows writes them, and that is taken for a part of the words.`,
      fixes: [
        shellFix(
          'Write them with LF.',
          `sed -i 's/\\r$//' ${script === '' || script.startsWith('/nix/store/') ? 'YOUR_FILE' : shellWord(script)}`,
          script === '' || script.startsWith('/nix/store/')
            ? { fill: { YOUR_FILE: 'the script that was called' } }
            : {},
        ),
        advice(
          block.derivation === undefined
            ? 'If it comes back: Git writes them so on a checkout; a .gitattributes with * text=auto eol=lf keeps them.'
            : 'In a package: convert it in postPatch (sed -i as above), before it is run.',
        ),
      ],
      verify: ['file -- *'],
    };
  },
};

/** Scripts whose lines end as on Windows. */
export const lineEnds = ruleOfSayings(
  {
    id: 'runtime/line-ends',
    class: 'shell-syntax',
    phase: 'runtime',
    title: 'Script has line ends of Windows',
    components: ['runtime'],
    confidence: 0.95,
    docs: [{ title: 'gitattributes: eol', url: 'https://git-scm.com/docs/gitattributes#_eol' }],
  },
  [carriageReturn],
);
