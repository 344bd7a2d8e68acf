import {
  checker,
  docs,
  type CheckFinding,
  type ComplianceRule,
  type Host,
  type TemplateVariable,
} from '@nixai/api';
import type { Proposal } from '../machine/proposals.js';
import { fillTemplate, findTemplate, type TemplateValue } from '@nixai/contributions';
import { lineOf, type TemplateLine } from './select.js';

/** What the checker says of the rendered text. */
export interface TemplateCheck {
  /** What its options were looked up in; empty for a flake, and where only a selection of options is at hand. */
  readonly against: readonly string[];
  readonly findings: readonly Pick<CheckFinding, 'rule' | 'severity' | 'message' | 'line'>[];
}

/** The version of a template that does not say one. */
export const firstVersion = '1.0.0';

/** A template with its variables put in. */
export interface PreparedTemplate extends TemplateLine {
  readonly variables: readonly (Pick<TemplateVariable, 'name' | 'description' | 'type'> & {
    readonly value?: TemplateValue;
  })[];
  /** Variables that have to be given and were not: the text has their examples. */
  readonly missing: readonly string[];
  readonly features: readonly string[];
  readonly requires: readonly string[];
  readonly notes: readonly string[];
  readonly next: readonly string[];
  /** The first release that has all of its options. */
  readonly from?: string;
  readonly version: string;
  readonly nix: string;
  readonly check: TemplateCheck;
  readonly compliance?: readonly ComplianceRule[];
  /** What the template itself made, where something was added to it. */
  readonly rendered?: string;
  /** What was added for the hardware of this machine. */
  readonly hardware?: readonly Proposal[];
}

/**
 * Renders a template and checks what came out.
 * @throws NixaiError `template-unknown` or `template-variable`.
 */
export async function prepareTemplate(
  host: Host,
  name: string,
  typed: Readonly<Record<string, readonly string[]>>,
): Promise<PreparedTemplate> {
  const found = await findTemplate(host, name);
  const { template } = found;
  const { nix, values, missing } = fillTemplate(template, typed);
  const check = await checkText(host, template.kind, nix);
  const variables = template.variables.map(({ name, description, type }) => ({
    name,
    description,
    type,
    value: values[name],
  }));
  const { features = [], requires = [], notes = [], next = [], from } = template;
  const { version = firstVersion } = template;
  const about = { features, requires, notes, next, version, ...(from !== undefined && { from }) };
  const { compliance } = template;
  return {
    ...{ ...lineOf(found), variables, missing, ...about, nix, check },
    ...(compliance !== undefined && { compliance }),
  };
}

export async function checkText(
  host: Host,
  kind: TemplateLine['kind'],
  text: string,
): Promise<TemplateCheck> {
  const name = kind === 'flake' ? 'flake.nix' : 'template.nix';
  // Of a selection of options nothing can be said to be there or not.
  const catalog = kind === 'flake' ? undefined : await (await host.service(docs)).catalog(kind);
  const { findings, against } = await (await host.service(checker)).check({ name, text });
  // A module is held to its own option set alone, and a flake is no module.
  const isRight = against.length > 0 && against.every(({ set }) => set === kind);
  return {
    against: isRight && catalog !== undefined ? against.map((one) => one.text) : [],
    findings: findings
      .filter(({ rule }) => isRight || rule.startsWith('syntax-'))
      .map(({ rule, severity, message, line }) => ({ rule, severity, message, line })),
  };
}
