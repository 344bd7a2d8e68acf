import { expect } from 'chai';
import { readOptionsMarkdown } from './markdown.js';

const list = `[comment]: # (DO NOT MODIFY.)
# devenv.nix

## languages.python.version

The version. See [here](https://example.org).

*Type:*
null or string

*Default:*

\`\`\`nix
null
\`\`\`

*Example:*

\`\`\`nix
"3.12"
\`\`\`

*Declared by:*
 - [x](https://example.org)

## env.\\<name>.\\*.mode

## A heading of a text

*Type:*
one of “a”, "strings concatenated with “\\\\n”" *(read only)*

*Default:*
\` "a" \`

## services.caddy.config

*Type:*
strings concatenated with “\\\\n”
`;

describe("devenv's own list of options", () => {
  it('is read: names, types and short defaults, and no sentence', () => {
    expect(readOptionsMarkdown(list)).to.deep.equal([
      { name: 'languages.python.version', type: 'null or string', default: 'null' },
      {
        name: 'services.caddy.config',
        type: 'strings concatenated with "\\n"',
        default: undefined,
      },
    ]);
  });

  it('is nothing where the text is another', () => {
    for (const text of [
      '',
      '# A README\n\n## Installation\n\nnix-env -iA devenv\n',
      '## x\n*Type:*',
    ])
      expect(readOptionsMarkdown(text)).to.deep.equal([]);
  });
});
