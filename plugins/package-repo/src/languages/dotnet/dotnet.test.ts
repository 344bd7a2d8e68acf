import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

const library =
  '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>';

describe('a project of .NET', () => {
  it('builds the project that makes the program, with the SDK that it is for', async () => {
    const { text, analysis } = await derivationOf({
      'Weather.sln': '',
      'src/Weather.Core/Weather.Core.csproj': library,
      'src/Weather.Cli/Weather.Cli.csproj':
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>\n<OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework><AssemblyName>wx</AssemblyName></PropertyGroup><ItemGroup><PackageReference Include="Spectre.Console" Version="0.49" /></ItemGroup></Project>',
      'test/Weather.Tests/Weather.Tests.csproj': library.replace(
        '<TargetFramework>',
        '<OutputType>Exe</OutputType><TargetFramework>',
      ),
    });
    expect(text)
      .to.contain('projectFile = "src/Weather.Cli/Weather.Cli.csproj";')
      .and.contain('dotnet-sdk = dotnetCorePackages.sdk_8_0;')
      .and.contain('executables = [ "wx" ];')
      .and.contain('nugetDeps = ./deps.json;');
    expect(analysis.components).to.have.length(1);
    expect(analysis.components[0]!.notes.join()).to.contain('fetch-deps');
  });

  it('needs no packages to be fetched where it has none', async () => {
    const { analysis } = await derivationOf({
      'weather.csproj': library.replace(
        '<TargetFramework>',
        '<OutputType>Exe</OutputType><TargetFramework>',
      ),
    });
    expect(analysis.components[0]!.facts.companions).to.deep.equal([
      { path: 'deps.json', text: '[]\n' },
    ]);
  });
});
