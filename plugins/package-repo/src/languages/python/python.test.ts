import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';
import { holds, parseRequirement } from './requirement.js';

describe('a project of Python', () => {
  it('has what pyproject.toml asks for on Linux, and its tests', async () => {
    const { text } = await derivationOf({
      'pyproject.toml':
        '[build-system]\nrequires = ["hatchling", "hatch-vcs"]\nbuild-backend = "hatchling.build"\n[project]\nname = "weather"\nversion = "1.0"\ndependencies = ["Flask>=2", "colorama; sys_platform == \'win32\'", "tomli; python_version < \'3.11\'"]\n[project.scripts]\nwx = "weather:main"\n',
      'weather/__init__.py': '',
      'tests/test_all.py': 'import pytest\n',
    });
    expect(text).to.contain(
      'build-system = with python3Packages; [\n    hatchling\n    hatch-vcs\n  ];',
    );
    expect(text)
      .to.contain('dependencies = with python3Packages; [ flask ];')
      .and.not.contain('tomli');
    expect(text)
      .to.contain('buildPythonApplication')
      .and.contain('mainProgram = "wx";')
      .and.contain('pytestCheckHook')
      .and.contain('pythonImportsCheck = [ "weather" ];');
  });

  it('reads setup.py without running it', async () => {
    const { text } = await derivationOf({
      'setup.py':
        "from setuptools import setup\nsetup(name='weather', version='0.2', license='MIT', install_requires=[\n  'requests[socks]>=2',  # x\n  'click',\n], entry_points={'console_scripts': ['wx=weather:main']})\n",
      'weather.py': '',
    });
    expect(text)
      .to.contain('requests')
      .and.contain('click')
      .and.contain('mainProgram = "wx";')
      .and.contain('build-system = with python3Packages; [ setuptools ];');
  });

  it('is a package where it has no program', async () => {
    const { text } = await derivationOf({
      'pyproject.toml':
        '[tool.poetry]\nname = "weather"\nversion = "1"\n[tool.poetry.dependencies]\npython = "^3"\nattrs = "*"\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n',
    });
    expect(text)
      .to.contain('buildPythonPackage')
      .and.contain('[ attrs ]')
      .and.contain('[ poetry-core ]');
  });

  it('knows requirements and markers', () => {
    expect(parseRequirement('ruamel.yaml[a, b] >= 1 ; extra == "x"')).to.deep.equal({
      name: 'ruamel-yaml',
      extras: ['a', 'b'],
      version: '>= 1',
      marker: 'extra == "x"',
    });
    expect(parseRequirement('-r other.txt')).to.equal(undefined);
    expect([
      holds('extra == "x"'),
      holds('python_version >= "3.8" and os_name == "posix"'),
      holds('sys_platform == "win32" or sys_platform == "linux"'),
    ]).to.deep.equal([false, true, true]);
  });

  it('is an application where setup.cfg has scripts', async () => {
    const { text } = await derivationOf({
      'setup.cfg':
        '[metadata]\nname = weather\nversion = 1.0\n[options]\npackages = weather\nscripts =\n    wx\n    bin/wx-now\n',
      'setup.py': 'from setuptools import setup\nsetup()\n',
      'weather/__init__.py': '',
    });
    expect(text).to.contain('buildPythonApplication').and.contain('mainProgram = "wx";');
  });
});
