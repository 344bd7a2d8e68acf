import {
  checkRules,
  diagnosisRules,
  docSources,
  explainers,
  providers,
  templates,
} from '@nixai/api';

/** What a plugin can add. Each has a folder of its name in plugin-template/src. */
export interface PluginKind {
  readonly name: string;
  /** For the question at a terminal. */
  readonly about: string;
  /** Folders under `src/` that only this kind needs. */
  readonly folders: readonly string[];
  /** The extension point that it adds to. */
  readonly point?: string;
}

/** A new kind is one line here and one folder in the template. */
export const pluginKinds = [
  { name: 'command', about: 'a command', folders: ['commands', 'greeting'] },
  {
    name: 'source',
    about: 'a doc source: pages that answers draw on',
    folders: ['source'],
    point: docSources.id,
  },
  {
    name: 'provider',
    about: 'an AI provider: a model server',
    folders: ['provider'],
    point: providers.id,
  },
  {
    name: 'rules',
    about: 'rules that nixai diagnose finds root causes by',
    folders: ['rules'],
    point: diagnosisRules.id,
  },
  {
    name: 'checks',
    about: 'rules that nixai check holds configurations to',
    folders: ['checks'],
    point: checkRules.id,
  },
  {
    name: 'explainer',
    about: 'an explainer: what error messages mean that nixai ask is asked about',
    folders: ['explainer'],
    point: explainers.id,
  },
  {
    name: 'templates',
    about: 'templates: Nix files with variables, for nixai templates',
    folders: ['templates'],
    point: templates.id,
  },
] as const satisfies readonly PluginKind[];

export type KindName = (typeof pluginKinds)[number]['name'];
