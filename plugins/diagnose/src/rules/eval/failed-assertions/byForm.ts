import type { DiagnosisFix } from '@nixai/api';
import { optionsIn } from '../../shared/assertions.js';
import { optionPath } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';

// What an assertion asks for is mostly said in one of a few forms, whatever it is about.

const switchable = /^[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,6}\.enable$/;

/** "You can fix it with: x = true;": the definition as it stands there. */
export function asWritten(text: string): readonly DiagnosisFix[] | undefined {
  const code =
    /[Yy]ou can fix (?:it|this|that) (?:with|by setting|by adding):? [`'"]?(?<code>[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,6} = (?:true|false|null|\d{1,9});)/.exec(
      text,
    )?.groups?.['code'];
  return code === undefined ? undefined : [nixFix('Set what it asks for.', code)];
}

/** Two options that exclude each other: which one is wanted, only the person knows. */
export function ofTwo(text: string): readonly DiagnosisFix[] | undefined {
  if (
    !/conflicts? with|mutually exclusive|(?:not|n't) both|at the same time|cannot be used together|incompatible with/.test(
      text,
    )
  )
    return undefined;
  const switches = optionsIn(text).filter((option) => switchable.test(option));
  const [one, other] = [...new Set(switches)];
  if (one === undefined || other === undefined || new Set(switches).size > 2) return undefined;
  const off = (kept: string, gone: string): DiagnosisFix =>
    nixFix(
      `If ${kept.replace(/\.enable$/, '')} shall stay: switch the other off (mkForce, as a module may set it, too).`,
      `${gone} = lib.mkForce false;`,
    );
  return [off(one, other), off(other, one)];
}

/** "You must enable … with x.enable": the one option that it asks for. */
export function wanted(text: string): readonly DiagnosisFix[] | undefined {
  const option =
    /(?:must|have to|need(?:s)? to|requires?|please|should)\b.{0,120}?\b(?:enabled?|set|setting)\b.{0,120}?[`'" ](?<option>[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,6}\.enable)\b/i.exec(
      text,
    )?.groups?.['option'];
  const named = new Set(optionsIn(text).filter((one) => switchable.test(one)));
  if (option === undefined || named.size > 1 || /\b(?:not|n't|disable|without|false)\b/.test(text))
    return undefined;
  return [nixFix(`Do what it says: ${text}`, `${option} = true;`)];
}

export function said(text: string): DiagnosisFix {
  const [option] = optionsIn(text);
  return advice(
    `Do what it says: ${text}${
      option !== undefined && /has been (?:removed|renamed|replaced)|no longer/.test(text)
        ? ` (If no file of yours sets ${option}, a module of an input does: update that, as nix-darwin and Home Manager, to one release.)`
        : ''
    }`,
  );
}

/** "… `x` to be set to false", "requires 'x = true'": the definition that it names. */
export function setTo(text: string): readonly DiagnosisFix[] | undefined {
  const found =
    /[`'"](?<option>[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,6})[`'"] (?:to be set|must be set|has to be set|to be|must be)(?: to)? [`'"]?(?<value>true|false)\b/.exec(
      text,
    ) ??
    /(?:requires?|needs?|[Pp]lease set|must set) (?:that )?[`'"](?<option>[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,6}) ?= ?(?<value>true|false);?[`'"]/.exec(
      text,
    ) ??
    /(?:turn off|disable) [`'"]?(?<option>[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,6}\.enable)[`'"]?(?=[.;]|$)/.exec(
      text,
    );
  const { option, value } = found?.groups ?? {};
  if (option === undefined) return undefined;
  return [
    nixFix(
      `Do what it says: ${text}`,
      value === 'true' ? `${option} = true;` : `${option} = lib.mkForce false;`,
    ),
  ];
}

/** "x requires non-null y.package", "cannot be true when y.package is null". */
export function packageGiven(text: string): readonly DiagnosisFix[] | undefined {
  if (!/non-?\s?null|(?:is|to|be) (?:set to )?null|requires .{2,80}package to be set/.test(text))
    return undefined;
  const path = /(?<program>[a-z][\w-]{1,40}(?:\.[\w-]{1,60}){1,5})\.package\b/.exec(text)?.groups?.[
    'program'
  ];
  const named = path === undefined ? undefined : optionPath(`${path}.package`);
  if (named === undefined) return undefined;
  const other = optionsIn(text).find((option) => !option.endsWith('.package'));
  return [
    nixFix(
      `If Home Manager (or NixOS) may install the program: give it the package again (delete ${named} = null;).`,
      `${named} = pkgs.YOUR_PACKAGE;`,
      { fill: { YOUR_PACKAGE: 'the package of that program' } },
    ),
    advice(
      `If it is installed otherwise: switch off what needs it${other === undefined ? '' : ` (${other})`}.`,
    ),
  ];
}

/** Several options of which one only may be set, or one must be. */
export function ofSeveral(text: string): readonly DiagnosisFix[] | undefined {
  const one = /[Ee]xactly one of|[Oo]nly one of|one of (?:the|these) options/.test(text);
  if (
    !one &&
    !/mutually exclusive|[Cc]annot (?:specify|set|use|mix) both|conflicts with/.test(text)
  )
    return undefined;
  const options = [...new Set(optionsIn(text))];
  if (options.length < 2 || options.length > 5) return undefined;
  return [
    advice(
      `Set ${/[Ee]xactly one of|is required|must be set/.test(text) ? 'one of these, and no other' : 'one of these at most, and delete the others'}: ${options.join(', ')}.`,
    ),
  ];
}
