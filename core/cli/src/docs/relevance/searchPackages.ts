import type { Index } from '../index/index.js';
import type { Hit } from './hit.js';

export function searchPackages(_index: Index, _text: string, _limit: number): Hit[] {
  return [];
}
