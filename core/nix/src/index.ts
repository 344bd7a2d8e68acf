export { language } from './language.js';
export { parse, type ParseOptions, type ParseResult, type Tree } from './parser/parse.js';
export { print } from './syntax/print.js';
export { childrenOf, walk } from './syntax/walk.js';
export { attributeName, isIdentifier, pathText, quoted } from './syntax/quoting.js';
export { staticName } from './syntax/staticName.js';
export { stringValue } from './syntax/stringValue.js';
export { TokenKind, tokenName, isTrivia, TokenList } from './syntax/tokens.js';
export { Lines, type Position } from './text/lines.js';
export type { SyntaxFault } from './syntax/fault.js';
export type * from './syntax/nodes.js';
export {
  definitionSteps,
  eachDefinition,
  type Definition,
  type Look,
  type Step,
} from './semantics/definitions.js';
export { assignmentsIn, type Assignment } from './semantics/assignments.js';
export { inputsOf, type NamedInput } from './semantics/flakeInputs.js';
export { outputNames } from './semantics/flakeOutputs.js';
export { moduleOutputs, type ModuleOutput } from './semantics/moduleOutputs.js';
export { flakePartsIn, systemsIn, type FlakeSystem, type ModuleClass } from './semantics/flake.js';
export { libraryCall, libraryFunction, type LibraryCall } from './semantics/libraryCall.js';
export { literalOf, type Literal } from './semantics/literal.js';
export {
  importedPath,
  importsIn,
  readModule,
  type ModuleImport,
  type ModuleParts,
} from './semantics/module.js';
export { emptyScope, lookUp, openedAround, type Meaning, type Scope } from './semantics/scope.js';
export { seeThrough, type Seen } from './semantics/seeThrough.js';
export { bindingFaults } from './semantics/bindingFaults.js';
export { freeVariables, type FreeVariable } from './semantics/freeVariables.js';
export { globalNames } from './semantics/globalNames.js';
export { addFormals } from './edits/addFormals.js';
export { addFlakeInput, type FlakeInput } from './edits/addFlakeInput.js';
export { addImport } from './edits/addImport.js';
export { appendToList, itemText } from './edits/appendToList.js';
export type { EditRefusal, EditResult } from './edits/editResult.js';
export type { Path } from './edits/path.js';
export { removeAttribute } from './edits/removeAttribute.js';
export { renameAttribute } from './edits/renameAttribute.js';
export { setAttribute } from './edits/setAttribute.js';
export {
  compareModules,
  readMergeFile,
  type MergeFile,
  type Merged,
  type Mine,
} from './merge/compareModules.js';
export { compareSettings } from './merge/compareSettings.js';
export { leavesOf, type Leaf } from './merge/leaves.js';
export { meaningful } from './merge/sameValue.js';
export { placeInline } from './merge/placeInline.js';
export { reduceModule, type PathChange } from './merge/reduceModule.js';
export { applyEdits } from './merge/applyEdits.js';
export { updateModules, type Updated, type UpdateOptions } from './merge/updateModules.js';
export type { FileEdit } from './merge/updateEdits.js';
export { onlyPaths } from './merge/onlyPaths.js';
export { writtenOut } from './merge/writtenOut.js';
export { moduleArguments } from './semantics/moduleArguments.js';
