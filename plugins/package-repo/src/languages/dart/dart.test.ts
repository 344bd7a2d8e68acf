import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

const spec =
  'name: weather\nversion: 1.2.0+4\ndescription: Tells the weather\nexecutables:\n  wx: main\ndependencies:\n  args: ^2.0.0\n';

describe('a project of Dart', () => {
  it('has the lock as JSON beside it, and its programs', async () => {
    const { text, analysis } = await derivationOf({
      'pubspec.yaml': spec,
      'pubspec.lock':
        'packages:\n  args:\n    source: hosted\n    version: "2.0.0"\nsdks:\n  dart: ">=3.0.0"\n',
    });
    expect(text)
      .to.contain('buildDartApplication {')
      .and.contain('version = "1.2.0";')
      .and.contain('"bin/wx" = "bin/main.dart";');
    const [made] = analysis.components[0]!.facts.companions!;
    expect(JSON.parse(made!.text!)).to.deep.equal({
      packages: { args: { source: 'hosted', version: '2.0.0' } },
      sdks: { dart: '>=3.0.0' },
    });
  });

  it('is built by Flutter where it asks for it', async () => {
    const { text } = await derivationOf({
      'pubspec.yaml': 'name: weather\ndependencies:\n  flutter:\n    sdk: flutter\n',
    });
    expect(text).to.contain('flutter.buildFlutterApplication');
  });
});
