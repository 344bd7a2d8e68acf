import { definePlugin } from '@nixai/api';
import { registerChecks } from './checks/register.js';
import { registerExplainer } from './explainer/register.js';
import { registerProvider } from './provider/register.js';
import { registerRules } from './rules/register.js';
import { registerSource } from './source/register.js';
import { registerTemplates } from './templates/register.js';

// Loaded by every command that asks extension points: import nothing heavy here.
export default definePlugin((host) => {
  registerSource(host);
  registerProvider(host);
  registerRules(host);
  registerChecks(host);
  registerExplainer(host);
  registerTemplates(host);
});
