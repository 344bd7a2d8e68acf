import { parse } from '@nixai/nix';
import { readMachineFacts } from '../machine/facts.js';
import type { MergePlan, MergedTemplate } from '../merge/plan.js';
import { complianceOf, type ComplianceVerdict } from './compliance.js';

type Ruled = Pick<MergedTemplate, 'variables' | 'compliance'>;

/** The rules of a template, held to the configuration as a merge would leave it. */
export async function complianceOfPlan(
  { variables, compliance = [] }: Ruled,
  { after }: Pick<MergePlan, 'after'>,
  isHere: boolean,
): Promise<ComplianceVerdict[]> {
  const facts = isHere ? await readMachineFacts() : undefined;
  return complianceOf(compliance, valuesOf({ variables }), after, facts);
}

/** The same where the text is all there is. */
export async function complianceOfText({
  variables,
  compliance = [],
  nix,
}: Ruled & { readonly nix: string }): Promise<ComplianceVerdict[]> {
  const trees = [{ name: '', tree: parse(nix).tree }];
  return complianceOf(compliance, valuesOf({ variables }), trees, await readMachineFacts());
}

const valuesOf = ({ variables = [] }: Pick<Ruled, 'variables'>) =>
  Object.fromEntries(variables.map(({ name, value }) => [name, value]));
