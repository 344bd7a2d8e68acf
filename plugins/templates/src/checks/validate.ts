import { nix as nixService, type Host } from '@nixai/api';
import { fillTemplate, findTemplate } from '@nixai/contributions';
import { parse } from '@nixai/nix';
import { Facts, lacks } from '../groups/index.js';
import { checkText, type TemplateCheck } from '../templates/prepare.js';
import { casesOf } from './cases.js';

export interface Validation {
  readonly template: string;
  /** How many sets of values it was rendered with. */
  readonly cases: number;
  readonly against: readonly string[];
  readonly findings: readonly (TemplateCheck['findings'][0] & { readonly values: string })[];
  /** Options that need others which the template does not set: the configuration has to. */
  readonly needs: readonly string[];
  readonly evaluated?: Evaluation;
}

export interface Evaluation {
  readonly outcome: 'evaluated' | 'failed' | 'impossible';
  readonly detail: string;
}

/**
 * Renders a template with each of its choices and looks at what comes out.
 * @param evaluate whether Nix shall evaluate it, as a system, with the nixpkgs of this machine.
 * @throws NixaiError `template-unknown`.
 */
export async function validate(
  host: Host,
  name: string,
  evaluate: boolean,
  signal: AbortSignal,
): Promise<Validation> {
  const { pack, template } = await findTemplate(host, name);
  const findings = new Map<string, Validation['findings'][0]>();
  let against: readonly string[] = [];
  const cases = casesOf(template);
  for (const values of cases) {
    const { nix } = fillTemplate(template, values);
    const check = await checkText(host, template.kind, nix);
    against = check.against;
    const said = Object.entries(values).map(([key, [value]]) => `${key}=${value}`);
    for (const one of check.findings) {
      const key = `${one.rule} ${one.message}`;
      if (!findings.has(key)) findings.set(key, { ...one, values: said.join(', ') });
    }
  }
  const { nix } = fillTemplate(template);
  const whole = new Facts([{ name: '', tree: parse(nix).tree }]);
  return {
    ...{ template: `${pack}/${template.id}`, cases: cases.length, against },
    findings: [...findings.values()],
    needs: lacks(whole, new Facts([])).map(({ why }) => why),
    ...(evaluate && { evaluated: await evaluation(host, template.kind, nix, signal) }),
  };
}

async function evaluation(
  host: Host,
  kind: string,
  text: string,
  signal: AbortSignal,
): Promise<Evaluation> {
  if (kind !== 'nixos')
    return { outcome: 'impossible', detail: `a ${kind} template needs what nixpkgs alone has not` };
  const engine = await host.optional(nixService);
  if (engine === undefined || (await engine.version()) === undefined)
    return { outcome: 'impossible', detail: 'there is no Nix on this machine' };
  const search = `(builtins.tryEval <nixpkgs/nixos/lib/eval-config.nix>).success`;
  const isThere = await engine
    .eval<boolean>({ expr: search, impure: true }, { signal })
    .catch(() => false);
  if (!isThere)
    return { outcome: 'impossible', detail: 'there is no <nixpkgs> on this machine (NIX_PATH)' };
  // Files beside it belong to a machine; a disk to boot from is all that a system needs of them.
  const module = text.replace(/\.\/hardware-configuration\.nix/g, '{ }');
  const expr = `
    let
      system = import <nixpkgs/nixos/lib/eval-config.nix> {
        system = builtins.currentSystem;
        modules = [
          (${module})
          ({ lib, ... }: {
            fileSystems."/" = lib.mkDefault { device = "/dev/disk/by-label/nixos"; fsType = "ext4"; };
            boot.loader.grub.device = lib.mkDefault "nodev";
            system.stateVersion = lib.mkDefault lib.trivial.release;
          })
        ];
      };
    in system.config.system.build.toplevel.drvPath`;
  try {
    const drv = await engine.eval<string>({ expr, impure: true }, { signal, timeout: 300_000 });
    return { outcome: 'evaluated', detail: drv };
  } catch (error) {
    const { why = '', message } = error as { why?: string; message: string };
    return { outcome: 'failed', detail: why === '' ? message : why };
  }
}
