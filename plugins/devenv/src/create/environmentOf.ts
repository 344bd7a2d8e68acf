import { joined, type Environment } from '../environment/environment.js';
import { serviceNamed } from '../services/services.js';
import type { Answers, DevenvTemplate } from '../templates/template.js';

/** Everything that was chosen, as one environment. */
export function environmentOf(
  template: DevenvTemplate,
  answers: Answers,
  packages: readonly string[] = [],
): Environment {
  const framework = template.frameworks.find(({ name }) => name === answers.framework);
  // A database's name is an SQL identifier that needs no quotes.
  const database = answers.name
    .toLowerCase()
    .replace(/\W/g, '_')
    .replace(/^(?=\d)/, 'db_');
  const services = answers.services.map((name) => serviceNamed(name)?.part(database) ?? {});
  return joined([
    template.part(answers),
    framework?.part(answers) ?? {},
    ...services,
    { packages },
  ]);
}
