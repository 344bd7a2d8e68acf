import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

const inputs = ({ analysis }: Awaited<ReturnType<typeof derivationOf>>): readonly string[] =>
  analysis.components[0]!.inputs.map(({ attribute }) => attribute);

describe('a project of qmake', () => {
  it('has the parts of Qt and the libraries that its files name for Linux', async () => {
    const made = await derivationOf({
      'Weather.pro':
        'QT += core gui \\\n  svg\nTARGET = Weather\nVERSION = 2.1\nwin32 {\n  LIBS += -lusb-1.0\n}\nunix:!macx:TARGET = weather\nCONFIG += lrelease\nlinux {\n  QT += x11extras\n  PKGCONFIG += libpulse\n}\nLIBS += -lz # -lpng\n',
      'main.cpp': '',
    });
    expect(inputs(made)).to.have.members([
      'libsForQt5.qmake',
      'libsForQt5.wrapQtAppsHook',
      'libsForQt5.qttools',
      'libsForQt5.qtbase',
      'libsForQt5.qtsvg',
      'libsForQt5.qtx11extras',
      'pkg-config',
      'libpulseaudio',
      'zlib',
    ]);
    expect(made.text)
      .to.contain('stdenv.mkDerivation')
      .and.contain('mainProgram = "weather";')
      .and.contain('version = "2.1";');
  });

  it('is of Qt 6 where it says so, and of none where the file is one of ProGuard', async () => {
    const six = await derivationOf({
      'weather.pro':
        'lessThan(QT_MAJOR_VERSION, 6): error("Qt 6 is needed")\nQT += quick\nSOURCES += main.cpp\n',
      'main.cpp': '',
    });
    expect(inputs(six)).to.include.members(['qt6.qmake', 'qt6.qtdeclarative']);
    const other = await derivationOf({
      'rules.pro': '-keep class a.b\n',
      Makefile: 'weather: weather.c\n\t$(CC) -o weather weather.c\n',
      'weather.c': '',
    });
    expect(inputs(other)).to.be.empty;
  });
});
