import type { CheckRules } from './check/index.js';
import type { DiagnosisRules } from './diagnosis/index.js';
import type { DocSource } from './docSource.js';
import type { Explainer } from './explainer.js';
import { point, type Point } from './point.js';
import type { AIProvider } from './provider.js';
import type { Registry } from './registry.js';
import type { TemplatePack } from './template/index.js';

/** What asks models: `nixai models`. */
export const providers = point<AIProvider>('nixai.providers', { what: 'provider' });
/** What answers are drawn from: `nixai docs sources`. */
export const docSources = point<DocSource>('nixai.docSources', { what: 'doc source' });
/** What `nixai diagnose` recognises; a contribution is a plugin's whole list of rules. */
export const diagnosisRules = point<DiagnosisRules>('nixai.diagnosisRules', {
  what: 'set of diagnosis rules',
});
/** What `nixai ask` has an error message explained by that stands in a question. */
export const explainers = point<Explainer>('nixai.explainers', { what: 'explainer of errors' });
/** Practice and security that `nixai check` holds to; a contribution is a plugin's whole list. */
export const checkRules = point<CheckRules>('nixai.checkRules', { what: 'set of check rules' });
/** Nix files to start from, for `nixai templates`; a contribution is a pack of them. */
export const templates = point<TemplatePack>('nixai.templates', { what: 'template pack' });

/** The points of this package, each under its name on the host: `host.docSources`. */
export const corePoints = {
  providers,
  docSources,
  diagnosisRules,
  explainers,
  checkRules,
  templates,
};

/** `host.docSources` is `host.point(docSources)`, and so on. */
export type CorePoints = {
  readonly [Name in keyof typeof corePoints]: (typeof corePoints)[Name] extends Point<infer T>
    ? Registry<T>
    : never;
};
