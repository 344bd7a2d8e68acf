import { checker, type Checker } from '@nixai/api';
import { createTestHost } from '@nixai/api/testing';
import plugin from './register.js';

/** A host with our own templates, and a checker that finds what it is told to. */
export async function devenvHost(findings: Awaited<ReturnType<Checker['checkModule']>> = []) {
  const fake: Pick<Checker, 'checkModule'> = { checkModule: async () => findings };
  const host = createTestHost({ services: [[checker, fake]] });
  await plugin({ host, origin: 'test' });
  return host;
}
