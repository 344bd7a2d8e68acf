import { advice, nixFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

/** A program written in Lisp asks for its memory at a fixed address, which a newer macOS does not give. */
export const lispMemory = ruleOfSayings(
  {
    id: 'activation/lisp-memory',
    class: 'activation-failed',
    phase: 'activation',
    title: 'A program of the activation does not start',
    components: ['darwin'],
    confidence: 0.85,
    docs: [{ title: 'SBCL', url: 'https://www.sbcl.org/' }],
  },
  [
    {
      anchors: ['failed to allocate '],
      line: /^\s*failed to allocate \d{4,12} bytes at 0x[0-9a-f]{4,16}/,
      explain(evidence) {
        if (evidence.after(/ulimit -a/, 2) === undefined) return undefined;
        return {
          culprit: 'a program of SBCL (mostly mac-app-util)',
          message:
            'A program that is made with SBCL (a Lisp) does not get its memory at the address that it is built for: it is older than this macOS. In an activation that is mostly mac-app-util.',
          fixes: [
            nixFix(
              'If mac-app-util is an input: have it built with your (new) nixpkgs, and update.',
              'inputs.mac-app-util.inputs.nixpkgs.follows = "nixpkgs";',
            ),
            advice(
              'Or leave mac-app-util out: nix-darwin and Home Manager (targets.darwin.copyApps) copy applications by themselves now.',
            ),
          ],
          verify: ['darwin-rebuild build'],
        };
      },
    },
  ],
);
