import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { failedAssertionsAround, optionsIn, removedOption } from '../../shared/assertions.js';
import { checkEvaluation } from '../../shared/verify.js';
import { asWritten, ofSeveral, ofTwo, packageGiven, said, setTo, wanted } from './byForm.js';
import { noBootLoader } from './answers/startOfMachine.js';
import { wellKnown } from './wellKnown.js';

/** NixOS, Home Manager and nix-darwin check the configuration and say in words what does not fit. */
export const failedAssertions: DiagnosisRule = {
  id: 'eval/failed-assertions',
  class: 'assertion-failed',
  phase: 'eval',
  title: 'Configuration fails an assertion',
  components: ['evaluation'],
  confidence: 0.93,
  patterns: [{ anchors: ['Failed assertions:'], line: /Failed assertions:(?<first>.{0,600})/ }],
  docs: [
    {
      title: 'NixOS manual: assertions',
      url: 'https://nixos.org/manual/nixos/stable/#sec-assertions',
    },
  ],
  explain(evidence) {
    const messages = failedAssertionsAround(evidence);
    const [first] = messages;
    // Options that are gone are a cause of their own, which another rule names with all the rest.
    if (first === undefined || messages.some((text) => removedOption(text) !== undefined))
      return undefined;
    const options = [...new Set(messages.flatMap((text) => optionsIn(text)))];
    return {
      culprit: options.length > 0 ? options.slice(0, 4).join(', ') : first.slice(0, 120),
      facts: Object.fromEntries(messages.map((text, index) => [`assertion ${index + 1}`, text])),
      message: `${messages.length === 1 ? 'A module refuses the configuration' : `Modules refuse the configuration, for ${messages.length} reasons`}: ${messages.join(' — ')}`,
      fixes: fixesOf(messages),
      options,
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

function fixesFor(text: string): readonly DiagnosisFix[] {
  return (
    wellKnown(text) ??
    asWritten(text) ??
    ofTwo(text) ??
    ofSeveral(text) ??
    packageGiven(text) ??
    setTo(text) ??
    wanted(text) ?? [said(text)]
  );
}

/**
 * Each of several has to be mended: where each has one answer, they are one fix. A machine without a boot loader
 * has mostly lost its own configuration, and with that all the rest.
 */
function fixesOf(messages: readonly string[]): readonly DiagnosisFix[] {
  const each = messages.map((text) => fixesFor(text));
  const single = each.flatMap((fixes) => (fixes.length === 1 ? fixes : []));
  if (messages.some((text) => noBootLoader.test(text))) return each.flat();
  if (single.length < 2 || single.length < messages.length || single.length > mostTogether)
    return each.flat();
  const written = single.flatMap(({ code }) => code ?? []);
  return [
    {
      title: `All of it is needed: ${single.map(({ title }, at) => `(${at + 1}) ${title}`).join(' ')}`,
      ...(written.length > 0 && { code: written.join('\n'), language: 'nix' }),
      fill: Object.assign({}, ...single.map(({ fill }) => fill)) as Record<string, string>,
      risk: single.some(({ risk }) => risk === 'restart') ? 'restart' : 'none',
    },
  ];
}

/** More than these are no one fix that can be read. */
const mostTogether = 3;
