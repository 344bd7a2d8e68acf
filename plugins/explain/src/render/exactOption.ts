import type { View } from '@nixai/api';
import type { ExactOption } from '../explain/exactOption.js';
import { leanOption, leanOptionText } from '../tools/leanOption.js';

/** An option as it is declared, or that there is none of this name. */
export function renderExactOption(result: ExactOption, view: View): string {
  return `${leanOptionText(leanOption(result))}\n${view.style.dim(view.wrap(`Looked up in ${result.optionSet}.`))}`;
}
