import { isMap, isScalar, isSeq, type Document, type YAMLMap, type YAMLSeq } from 'yaml';
import { exceptionKeys, type Exception } from './exception.js';
import { fields, type Machine } from './machine.js';
import { readRegistry, registryVersion, type MachineEntry } from './read.js';

/** One change of a registry. */
export type Edit =
  | { readonly kind: 'put'; readonly machine: MachineEntry }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly string[] }
  | { readonly kind: 'ungroup'; readonly name: string }
  | { readonly kind: 'except'; readonly exception: Exception }
  | { readonly kind: 'unexcept'; readonly machine: string; readonly finding?: string };

/** What a new registry says. */
export const emptyRegistry = `# Machines for nixai; made to lie in git. What may stand here: nixai machines add --help
version: ${registryVersion}
machines: {}
groups: {}
`;

/**
 * A registry's text after some changes. Comments and order stay, and what is new comes last; the
 * layout is the one that the yaml library prints.
 */
export function editRegistry(text: string, edits: readonly Edit[]): string {
  const { document } = readRegistry(text);
  for (const edit of edits) apply(document, edit);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function apply(document: Document, edit: Edit): void {
  switch (edit.kind) {
    case 'put':
      return putMachine(mapAt(document, 'machines'), document, edit.machine);
    case 'remove':
      mapAt(document, 'machines').delete(edit.name);
      withdraw(document, edit.name);
      return forget(document, edit.name);
    case 'rename':
      return rename(document, edit.from, edit.to);
    case 'group':
      return setList(mapAt(document, 'groups'), document, edit.name, edit.members);
    case 'ungroup':
      mapAt(document, 'groups').delete(edit.name);
      return forget(document, edit.name);
    case 'except':
      withdraw(document, edit.exception.machine, edit.exception.finding);
      return except(document, edit.exception);
    case 'unexcept':
      return withdraw(document, edit.machine, edit.finding);
  }
}

/** The mapping of that name, made where there is none; one of `{}` is opened up for what comes. */
function mapAt(document: Document, key: 'machines' | 'groups'): YAMLMap {
  if (!isMap(document.contents))
    document.contents = document.createNode({ version: registryVersion });
  const root = document.contents as YAMLMap;
  const there = root.get(key, true) as unknown;
  if (isMap(there)) {
    if (there.items.length === 0) there.flow = false;
    return there;
  }
  const made = document.createNode({}) as YAMLMap;
  root.set(document.createNode(key), made);
  return made;
}

/** Sets what the machine has; what it has not is taken out. Fields that are there stay where they are. */
function putMachine(machines: YAMLMap, document: Document, machine: MachineEntry): void {
  if (!isMap(machines.get(machine.name, true)))
    machines.set(document.createNode(machine.name), document.createNode({}));
  const entry = machines.get(machine.name, true) as unknown as YAMLMap;
  entry.flow = false;
  for (const { key, property } of fields) {
    const value = machine[property as keyof Machine];
    if (value === undefined) entry.delete(key);
    else if (entry.get(key) !== value) setScalar(entry, document, key, value as string | number);
  }
  if (machine.tags === undefined || machine.tags.length === 0) entry.delete('tags');
  else setList(entry, document, 'tags', machine.tags);
}

/** Replaces a value where it stands, so that a comment behind it stays. */
function setScalar(map: YAMLMap, document: Document, key: string, value: string | number): void {
  const node = map.get(key, true) as unknown;
  if (isScalar(node)) node.value = value;
  else map.set(document.createNode(key), document.createNode(value));
}

function setList(map: YAMLMap, document: Document, key: string, values: readonly string[]): void {
  const there = map.get(key, true) as unknown;
  if (!isSeq(there)) {
    const made = document.createNode(values, { flow: true });
    map.set(document.createNode(key), made);
    return;
  }
  there.items = values.map(
    (value) =>
      there.items.find((item) => isScalar(item) && String(item.value) === value) ??
      document.createNode(value),
  );
}

function except(document: Document, exception: Exception): void {
  const entries = Object.entries(exceptionKeys).map(([key, property]) => [
    key,
    exception[property],
  ]);
  const node = document.createNode(Object.fromEntries(entries));
  const list = exceptionList(document);
  if (list === undefined) document.set('exceptions', document.createNode([node]));
  else list.items.push(node);
}

/** Takes an exception away, or all of a machine's. */
function withdraw(document: Document, machine: string, finding?: string): void {
  const list = exceptionList(document);
  if (list === undefined) return;
  list.items = list.items.filter(
    (item) =>
      !isMap(item) ||
      item.get('machine') !== machine ||
      (finding !== undefined && item.get('finding') !== finding),
  );
  if (list.items.length === 0) document.delete('exceptions');
}

const exceptionList = (document: Document): YAMLSeq | undefined => {
  const there = document.get('exceptions', true);
  return isSeq(there) ? there : undefined;
};

/** Takes a name out of every group. */
function forget(document: Document, name: string): void {
  for (const list of memberLists(document))
    list.items = list.items.filter((item) => !(isScalar(item) && String(item.value) === name));
}

/** A machine or a group under another name, wherever it is named: in groups, and as a jump. */
function rename(document: Document, from: string, to: string): void {
  for (const kind of ['machines', 'groups'] as const)
    for (const { key } of mapAt(document, kind).items)
      if (isScalar(key) && String(key.value) === from) key.value = to;
  for (const list of memberLists(document))
    for (const item of list.items)
      if (isScalar(item) && String(item.value) === from) item.value = to;
  for (const item of exceptionList(document)?.items ?? [])
    if (isMap(item) && item.get('machine') === from) item.set('machine', to);
  for (const { value } of mapAt(document, 'machines').items) {
    const jump = isMap(value) ? (value.get('jump', true) as unknown) : undefined;
    if (!isScalar(jump)) continue;
    const hops = String(jump.value).split(',');
    jump.value = hops.map((hop) => (hop.trim() === from ? to : hop)).join(',');
  }
}

function memberLists(document: Document): readonly YAMLSeq[] {
  return mapAt(document, 'groups').items.flatMap(({ value }) => (isSeq(value) ? [value] : []));
}
