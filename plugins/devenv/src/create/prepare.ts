import { checker, ExitCode, NixaiError, type CheckFinding, type Host } from '@nixai/api';
import type { Environment } from '../environment/environment.js';
import { writeNix } from '../environment/writeNix.js';
import { writeYaml } from '../environment/writeYaml.js';
import { devenvOptions, moduleOptions } from '../options/options.js';

/** What devenv reads, as text. */
export interface DevenvFiles {
  readonly nix: string;
  readonly yaml: string;
  /** What the names and types of devenv.nix were held to. */
  readonly against: string;
}

/**
 * The files of an environment, checked before anybody sees them.
 * @throws NixaiError `devenv-faulty` where a template makes what devenv would not take.
 */
export async function filesOf(host: Host, environment: Environment): Promise<DevenvFiles> {
  const nix = writeNix(environment);
  const options = await devenvOptions(host);
  const service = await host.service(checker);
  const findings = await service.checkModule(
    { name: 'devenv.nix', text: nix },
    moduleOptions(options),
  );
  const [fault] = findings.filter(({ severity }) => severity === 'error');
  if (fault !== undefined) throw faulty(fault);
  return { nix, yaml: writeYaml(environment), against: options.against };
}

const faulty = ({ message, line }: CheckFinding): NixaiError =>
  new NixaiError({
    code: 'devenv-faulty',
    what: 'what the template makes of this is wrong',
    why: `devenv.nix, line ${line}: ${message}`,
    exitCode: ExitCode.refused,
  });
