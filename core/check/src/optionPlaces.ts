import {
  lookInside,
  type OptionCatalog,
  type OptionPlace,
  type OptionPlaces,
  type OptionSet,
} from '@nixai/api';
import { isFlake, type SourceFile } from '@nixai/machine';
import {
  eachDefinition,
  emptyScope,
  moduleOutputs,
  parse,
  readModule,
  systemsIn,
  type Definition,
  type Expression,
  type ModuleImport,
  type Scope,
} from '@nixai/nix';
import { innerPart } from './innerModules.js';
import { guessClass } from './moduleClass.js';
import { isMovedBlock } from './options/movedBlock.js';
import { pathOf } from './options/names.js';
import { readsOfConfig } from './options/readsOfConfig.js';

/**
 * The places of a text that name options, as the check walks them. A text that is being written hardly
 * ever parses: the tree that the parser makes of it all the same is what is read.
 * @param set of the module, where it is known.
 */
export function optionPlaces(
  { name, text }: { readonly name: string; readonly text: string },
  catalogs: ReadonlyMap<OptionSet, OptionCatalog>,
  set?: OptionSet,
): OptionPlaces {
  const { tree, errors } = parse(text, { pipeOperators: true });
  const file: SourceFile = {
    ...{ path: name, source: text, root: tree.root, errors },
    ...{ isPiece: false, isText: false },
  };
  const walk = new Walk(file, catalogs);
  if (!isFlake(file)) {
    const own = walk.module(file.root, emptyScope, set);
    return { set: own, places: walk.places };
  }
  for (const { class: of, modules } of systemsIn(file.root, text)) walk.all(modules, of);
  for (const { class: of, module } of moduleOutputs(file.root, text)) walk.all([module], of);
  return { places: walk.places };
}

class Walk {
  readonly places: OptionPlace[] = [];

  constructor(
    readonly file: SourceFile,
    readonly catalogs: ReadonlyMap<OptionSet, OptionCatalog>,
  ) {}

  /** Those alone that are written here. */
  all(modules: readonly ModuleImport[], set: OptionSet): void {
    for (const found of modules)
      if (found.kind === 'inline') this.module(found.module, found.scope, set);
  }

  /** @returns the set of the module. */
  module(root: Expression, scope: Scope, known: OptionSet | undefined): OptionSet {
    const parts = readModule(this.file.source, root, scope);
    const set =
      known ??
      guessClass({ file: this.file, parts, imports: [], whole: false }, this.catalogs).class;
    for (const seen of parts.config)
      eachDefinition(
        seen.value,
        seen.scope,
        (definition) => this.#definition(definition, set),
        seen,
      );
    for (const { path, attributes } of readsOfConfig(root))
      this.places.push({ set, path, names: attributes.map(spanOf) });
    return set;
  }

  #definition(definition: Definition, set: OptionSet): 'inside' | 'elements' | 'over' {
    const part = set === 'home-manager' ? undefined : innerPart(definition, this.file.source);
    if (part?.kind === 'modules') {
      this.all(part.modules, part.class);
      return 'over';
    }
    const path = pathOf(definition);
    const { by } = definition;
    const catalog = this.catalogs.get(set);
    this.places.push({
      set,
      path,
      names: definition.path.map(({ attribute }) => attribute && spanOf(attribute)),
      ...(by.kind === 'binding' && { value: spanOf(by.value) }),
    });
    const isInside =
      part?.kind === 'above' || catalog === undefined || isMovedBlock(definition, path, catalog);
    return isInside ? 'inside' : lookInside(catalog, path);
  }
}

const spanOf = ({ start, end }: { readonly start: number; readonly end: number }) => ({
  start,
  end,
});
