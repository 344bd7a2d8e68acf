import { staticName, type Attribute } from '@nixai/nix';
import { attributeName } from '@nixai/nix/quoting';
import type { Told } from './findings.js';

/** `{ config.a = 1; b = 2; }`: Nix takes no option beside `config` or `options`, and says so of the whole file. */
export const astrayFaults = (astray: readonly Attribute[]): Told[] =>
  astray.map((attribute) => {
    const name = attributeName(staticName(attribute) ?? '');
    return {
      rule: 'option-beside-config',
      severity: 'error',
      message: `\`${name}\` stands beside \`config\` or \`options\`, where Nix takes no option`,
      hint: `write \`config.${name}\`, or write no \`config\` in this file`,
      at: attribute,
    };
  });
