import { definePlugin } from '@nixai/api';

export default definePlugin((host) => {
  host.diagnosisRules.add('nixai', async () => (await import('./rules/index.js')).rules);
  host.explainers.add('diagnosis', async () =>
    (await import('./diagnosis/explainer.js')).createExplainer(host),
  );
});
