import { API_VERSION, messageOf, type PluginDefinition, type Registry } from '@nixai/api';
import { checkCheckRule } from './checkRule.js';
import { checkConfigSection } from './configSection.js';
import { checkDocSource, type DocSourceSample } from './docSource.js';
import { checkDiagnosisData, checkDiagnosisRule, type DiagnosisSample } from './diagnosisRule.js';
import { checkProvider, type ProviderChecks } from './provider.js';
import { checkTemplatePack } from './templatePack.js';
import { createTestHost, type TestHostOptions } from './testHost.js';

export interface PluginChecks extends TestHostOptions {
  /** Questions and what each doc source must find, by the source's name. */
  readonly docSources?: Readonly<Record<string, readonly DocSourceSample[]>>;
  /** How far each provider is asked, by its name. */
  readonly providers?: Readonly<Record<string, ProviderChecks>>;
  /** Logs that each diagnosis rule must explain, by the rule's id. */
  readonly diagnosisRules?: Readonly<Record<string, readonly DiagnosisSample[]>>;
}

/**
 * Registers a plugin with a test host and checks all that it gives, one sentence for each fault;
 * empty if there is none.
 * @example
 * assert.deepEqual(await checkPlugin(plugin), []);
 */
export async function checkPlugin(
  plugin: PluginDefinition,
  checks: PluginChecks = {},
): Promise<readonly string[]> {
  const host = createTestHost(checks);
  try {
    await plugin({ host, origin: 'test' });
  } catch (error) {
    return [`registering throws: ${messageOf(error)}`];
  }
  const found = await Promise.all([
    ...host
      .points()
      .map((one) =>
        eachOf(
          host.point(one),
          one.what,
          async (name, value) => (await one.check?.(value, name)) ?? [],
        ),
      ),
    eachOf(host.docSources, 'doc source', async (name, source) => [
      ...(source.name === name ? [] : [`the doc source "${source.name}" is added as "${name}"`]),
      ...(await checkDocSource(source, checks.docSources?.[name])),
    ]),
    eachOf(host.providers, 'provider', async (name, provider) => [
      ...(provider.name === name ? [] : [`the provider "${provider.name}" is added as "${name}"`]),
      ...(await checkProvider(provider, checks.providers?.[name])),
    ]),
    eachOf(host.diagnosisRules, 'set of diagnosis rules', async (_, rules) =>
      rules.flatMap((rule) =>
        checks.diagnosisRules === undefined
          ? checkDiagnosisData(rule)
          : checkDiagnosisRule(rule, checks.diagnosisRules[rule.id] ?? []),
      ),
    ),
    eachOf(host.checkRules, 'set of check rules', async (_, rules) =>
      rules.flatMap((rule) => checkCheckRule(rule)),
    ),
    eachOf(host.templates, 'template pack', async (name, pack) => [
      ...(pack.name === name ? [] : [`the template pack "${pack.name}" is added as "${name}"`]),
      ...checkTemplatePack(pack),
    ]),
  ]);
  return [
    ...(majorOf(plugin.apiVersion) === majorOf(API_VERSION)
      ? []
      : [`it is made for api ${plugin.apiVersion}, this is ${API_VERSION}`]),
    ...host.sections.flatMap((section) => checkConfigSection(section)),
    ...found.flat(),
  ];
}

const majorOf = (version: string): string | undefined => version.split('.')[0];

async function eachOf<T>(
  registry: Registry<T>,
  what: string,
  check: (name: string, value: T) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const found = (await registry.list()).map(async ({ name, create }) => {
    try {
      return await check(name, await create());
    } catch (error) {
      return [`the ${what} "${name}" cannot be made: ${messageOf(error)}`];
    }
  });
  return (await Promise.all(found)).flat();
}
