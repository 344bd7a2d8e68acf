import { code } from '../environment/environment.js';
import type { DevenvTemplate } from '../templates/template.js';

export const java: DevenvTemplate = {
  name: 'java',
  title: 'Java',
  aliases: ['jvm'],
  words: ['java', 'jvm', 'jdk', 'maven', 'gradle'],
  options: [
    {
      name: 'version',
      about: 'The JDK, a release with long support',
      choices: ['default', '17', '21', '25'],
      default: 'default',
    },
    { name: 'buildTool', about: 'What builds it', choices: ['maven', 'gradle'], default: 'maven' },
  ],
  frameworks: [
    {
      name: 'spring',
      title: 'Spring Boot',
      words: ['spring', 'springboot', 'boot'],
      part: ({ values }) => ({
        scripts: {
          dev: {
            exec: values.buildTool === 'gradle' ? 'gradle bootRun' : 'mvn spring-boot:run',
            description: 'Start the application',
          },
        },
      }),
    },
    {
      name: 'quarkus',
      title: 'Quarkus',
      words: ['quarkus'],
      part: ({ values }) => ({
        packages: ['quarkus'],
        scripts: {
          dev: {
            exec: values.buildTool === 'gradle' ? 'gradle quarkusDev' : 'mvn quarkus:dev',
            description: 'Start the application',
          },
        },
      }),
    },
  ],
  part: ({ values }) => ({
    settings: {
      'languages.java.enable': true,
      ...(values.version !== 'default' && {
        'languages.java.jdk.package': code(`pkgs.jdk${values.version}`),
      }),
      [`languages.java.${values.buildTool}.enable`]: true,
    },
    proof: `java --version\n${values.buildTool === 'gradle' ? 'gradle' : 'mvn'} --version`,
  }),
};
