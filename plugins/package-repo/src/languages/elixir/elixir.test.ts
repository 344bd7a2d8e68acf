import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('a project of Elixir', () => {
  it('has its dependencies by one hash, and is one file where mix makes one', async () => {
    const { text, analysis } = await derivationOf({
      'mix.exs':
        'defmodule Weather.MixProject do\n  def project do\n    [app: :weather, version: "0.4.0", escript: [main_module: W, name: "wx"], deps: deps()]\n  end\n  defp deps do\n    [{:jason, "~> 1.4"}, {:credo, "~> 1.7", only: [:dev, :test], runtime: false}]\n  end\nend\n',
      'mix.lock': '%{}',
    });
    expect(text)
      .to.contain('beamPackages.mixRelease rec {')
      .and.contain('pname = "mix-deps-${pname}";')
      .and.contain('inherit version src;')
      .and.contain('hash = lib.fakeHash;')
      .and.contain('escriptBinName = "wx";')
      .and.not.contain('finalAttrs');
    expect(analysis.components[0]!.facts.dependencies.map(({ scope }) => scope)).to.deep.equal([
      'runtime',
      'development',
    ]);
  });
});
