import type { DocsEngine, Guide, OptionDoc, Passage } from '@nixai/api';
import { parentOf } from './neighbours.js';

/** A topic that speaks of an option. */
export interface OptionGuide {
  readonly title: string;
  readonly guide: Guide;
  /** It names the option itself, not only its module. */
  readonly direct: boolean;
  readonly area?: string;
}

/** What a machine is for; topics that fit come first. */
export type UseContext = 'development' | 'server' | 'desktop';

const areasOf: Record<UseContext, readonly string[]> = {
  development: ['development', 'containers', 'editors', 'virtualisation', 'shell', 'flakes', 'nix'],
  server: ['web', 'services', 'database', 'networking', 'security', 'remote', 'secrets', 'storage'],
  desktop: ['desktop', 'audio', 'gaming', 'graphics', 'fonts', 'printing', 'hardware', 'locale'],
};

/** Topics that name an option or its module, the closest first. */
export async function guidesFor(
  docs: DocsEngine,
  option: OptionDoc,
  context: UseContext | undefined,
): Promise<OptionGuide[]> {
  const text = subjectOf(option.name);
  const { passages } = await docs.search({ text, kinds: ['topic'], limit: 12 });
  const family = parentOf(option.name);
  const found = passages.flatMap((passage) => guideOf(passage, option.name, family));
  const fits = ({ area }: OptionGuide) =>
    context !== undefined && area !== undefined && areasOf[context].includes(area) ? 1 : 0;
  return found.sort((a, b) => fits(b) - fits(a) || Number(b.direct) - Number(a.direct));
}

function guideOf(passage: Passage, name: string, family: string): OptionGuide[] {
  const { guide, options = [], title, citation } = passage;
  if (guide === undefined) return [];
  const direct = options.includes(name);
  const sameModule = options.some((one) => one === family || one.startsWith(`${family}.`));
  if (!direct && !sameModule) return [];
  return [{ title, guide, direct, area: citation.section }];
}

/** The words of a name that tell what it is about: neither `services` nor `enable`. */
function subjectOf(name: string): string {
  const segments = name
    .split('.')
    .filter((segment) => !/^(<.*>|\*|services|programs|enable)$/.test(segment));
  return segments
    .join(' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ');
}
