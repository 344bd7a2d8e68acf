import type { DocsEngine, Guide, OptionDoc, Passage } from '@nixai/api';
import { parentOf } from './neighbours.js';

/** A topic that speaks of an option. */
export interface OptionGuide {
  readonly title: string;
  readonly guide: Guide;
  /** It names the option itself, not only its module. */
  readonly direct: boolean;
  readonly area?: string;
  /** It is for the use that was asked for. */
  readonly fits: boolean;
}

/** What a machine is for; topics that fit come first. */
export type UseContext = 'development' | 'server' | 'desktop';

const areasOf: Record<UseContext, readonly string[]> = {
  development: [
    'development',
    'containers',
    'editors',
    'virtualisation',
    'shell',
    'flakes',
    'nix',
    'packaging',
  ],
  server: [
    'web',
    'services',
    'database',
    'networking',
    'security',
    'remote',
    'secrets',
    'storage',
    'filesystems',
    'containers',
  ],
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
  const areas = context === undefined ? [] : areasOf[context];
  return passages
    .flatMap((passage) => guideOf(passage, option.name, family, areas))
    .sort((a, b) => Number(b.fits) - Number(a.fits) || Number(b.direct) - Number(a.direct));
}

function guideOf(
  passage: Passage,
  name: string,
  family: string,
  areas: readonly string[],
): OptionGuide[] {
  const { guide, options = [], title, citation } = passage;
  if (guide === undefined) return [];
  const direct = options.includes(name);
  const sameModule = options.some((one) => one === family || one.startsWith(`${family}.`));
  if (!direct && !sameModule) return [];
  const area = citation.section;
  return [{ title, guide, direct, area, fits: area !== undefined && areas.includes(area) }];
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
