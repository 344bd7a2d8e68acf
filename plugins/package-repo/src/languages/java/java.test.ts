import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('a project of Java', () => {
  it('of Maven has the jar started by a program, and nothing of its parent', async () => {
    const { text } = await derivationOf({
      'pom.xml': `<project>
  <parent><artifactId>parent</artifactId><version>9</version></parent>
  <artifactId>weather</artifactId>
  <version>1.2-SNAPSHOT</version>
  <description>Tells the weather</description>
  <licenses><license><name>Apache License, Version 2.0</name></license></licenses>
  <!-- <dependency><groupId>no</groupId><artifactId>no</artifactId></dependency> -->
  <dependencies><dependency><groupId>org.x</groupId><artifactId>y</artifactId><version>1</version></dependency></dependencies>
  <build><plugins><plugin><artifactId>maven-shade-plugin</artifactId><configuration><mainClass>a.B</mainClass></configuration></plugin></plugins></build>
</project>`,
    });
    expect(text)
      .to.contain('maven.buildMavenPackage (finalAttrs')
      .and.contain('version = "1.2";')
      .and.contain('mvnHash = lib.fakeHash;')
      .and.contain('lib.licenses.asl20')
      .and.contain('makeWrapper ${lib.getExe jre} $out/bin/');
  });

  it('of Maven is under the licence that it names by its id', async () => {
    const { text } = await derivationOf({
      'pom.xml':
        '<project><artifactId>weather</artifactId><version>1.0</version><licenses><license><name>LGPL-3.0-or-later</name></license></licenses></project>',
    });
    expect(text).to.contain('lib.licenses.lgpl3Plus');
  });

  it('of several modules has the jar of the one that is run, with all that it needs', async () => {
    const { text } = await derivationOf({
      'pom.xml':
        '<project><artifactId>weather-parent</artifactId><modules><module>core</module></modules><build><mainClass>a.Main</mainClass></build></project>',
      'core/pom.xml':
        '<project><parent><artifactId>weather-parent</artifactId></parent><artifactId>weather</artifactId><build><plugin><artifactId>maven-shade-plugin</artifactId><shadedClassifierName>all</shadedClassifierName></plugin></build></project>',
    });
    expect(text).to.contain('core/target/weather-*-all.jar');
  });

  it('of Gradle is what installDist makes, with deps.json beside it', async () => {
    const { text, analysis } = await derivationOf({
      'settings.gradle.kts': 'rootProject.name = "weather"\ninclude("app")\n',
      'app/build.gradle.kts':
        'plugins {\n  application\n}\nversion = "0.3.1"\ndependencies {\n  implementation("org.x:y:1.0")\n  testImplementation("org.junit:z:5")\n}\napplication { applicationName = "wx" }\n',
    });
    expect(text)
      .to.contain('gradleBuildTask = "installDist";')
      .and.contain('cp -r app/build/install/wx $out/share/weather')
      .and.contain('mitmCache = gradle.fetchDeps {')
      .and.contain('mainProgram = "wx";');
    const [component] = analysis.components;
    expect(component!.notes.join()).to.contain('deps.json has to stand beside it');
    expect(component!.facts.dependencies.map(({ name, scope }) => [name, scope])).to.deep.equal([
      ['org.x:y', 'runtime'],
      ['org.junit:z', 'development'],
    ]);
  });
});
