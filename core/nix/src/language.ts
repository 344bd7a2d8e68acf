import { addFlakeInput } from './edits/addFlakeInput.js';
import { addImport } from './edits/addImport.js';
import { appendToList } from './edits/appendToList.js';
import { removeAttribute } from './edits/removeAttribute.js';
import { renameAttribute } from './edits/renameAttribute.js';
import { setAttribute } from './edits/setAttribute.js';
import { parse } from './parser/parse.js';
import { assignmentsIn } from './semantics/assignments.js';
import { Lines } from './text/lines.js';

/** The language by texts alone, without trees: what nixai hands to plugins as a service. */
export const language = {
  faults: (text: string) => parse(text).errors,
  assignments(text: string) {
    const lines = new Lines(text);
    const { root } = parse(text, { pipeOperators: true }).tree;
    return assignmentsIn(root).map(({ path, by }) => ({
      path,
      line: lines.positionOf(by.start).line,
    }));
  },
  set: setAttribute,
  remove: removeAttribute,
  rename: renameAttribute,
  append: appendToList,
  addImport,
  addFlakeInput,
};
