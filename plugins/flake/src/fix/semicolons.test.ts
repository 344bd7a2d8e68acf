import { expect } from 'chai';
import { withSemicolons } from './semicolons.js';

describe('a flake.nix without some semicolons', () => {
  it('gets them where they are missing', () => {
    const text = `{
  description = "x"
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  outputs = { self, nixpkgs }: {
    lib.a = 1
  }
}
`;
    const { text: after, mended, left } = withSemicolons(text);
    expect(left).to.equal(undefined);
    expect(mended.map(({ line }) => line)).to.deep.equal([2, 5, 6]);
    expect(after).to.equal(`{
  description = "x";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs";
  outputs = { self, nixpkgs }: {
    lib.a = 1;
  };
}
`);
    expect(withSemicolons(after).text).to.equal(after);
  });

  it('is left as it is where something else is wrong', () => {
    for (const text of ['{ outputs = ', '{ a = [ 1; ', '{ a = "x }']) {
      const { text: after, left } = withSemicolons(text);
      expect(left).not.to.equal(undefined);
      expect(after.replaceAll(';', '')).to.equal(text.replaceAll(';', ''));
    }
  });
});
