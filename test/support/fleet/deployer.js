// Who deploys: a home with nixai in it, a registry, and hosts in namespaces that are in it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from '../home.js';
import { root } from '../packed.js';
import { Fleet, nixConfig } from './fleet.js';

const plugin = join(root, 'plugins/machines');

export async function createDeployer() {
  const home = createHome({ NIX_CONFIG: nixConfig });
  const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
  expect(code, stderr).to.equal(0);
  await home.nixai(['machines', 'init', '--yes']);
  const fleet = new Fleet(home.path);
  let names = 0;
  return {
    home,
    fleet,
    /** A host that runs a system, known to the registry. */
    async host(system, options) {
      const name = `host${++names}`;
      const made = await fleet.host(name, system, options);
      const at = ['--ssh-port', String(made.port), '--ssh-user', 'root', '--yes'];
      const added = await home.nixai(['machines', 'add', name, '127.0.0.1', ...at]);
      expect(added.code, added.stderr).to.equal(0);
      return made;
    },
    /** Runs a command of machines (`monitor list`), and gives its result, which has to fit the published schema. */
    async machines(command, ...words) {
      const said = await home.nixai(['machines', ...command.split(' '), ...words, '--json'], {
        timeout: 180_000,
      });
      let value;
      try {
        value = JSON.parse(said.stdout);
      } catch {
        throw new Error(`no JSON: ${said.stdout}${said.stderr}`);
      }
      if (value.error === undefined) {
        const file = join(plugin, `schemas/machines-${command.replaceAll(' ', '-')}.json`);
        const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
          JSON.parse(readFileSync(file)),
        );
        expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
      }
      return { ...value, code: said.code };
    },
    async close() {
      await fleet.close();
      home.remove();
    },
  };
}
