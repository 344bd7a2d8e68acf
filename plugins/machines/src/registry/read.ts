import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
} from 'yaml';
import { messageOf } from '@nixai/api';
import { exceptionKeys, isDay, type Exception } from './exception.js';
import { fields, type Group, type Machine } from './machine.js';
import { nestsTooDeep } from './nesting.js';
import { machineNameFault, nameFault } from './words.js';

/** What is wrong in a registry, and where: both from 1. */
export interface RegistryFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A place in the file: both from 1. */
export type Place = Pick<RegistryFault, 'line' | 'column'>;

/** A machine as one file has it; another one may say the rest. */
export type MachineEntry = Partial<Machine> & Pick<Machine, 'name'>;

export interface ReadRegistry {
  readonly document: Document;
  readonly machines: readonly MachineEntry[];
  readonly groups: readonly Group[];
  readonly exceptions: readonly Exception[];
  readonly faults: readonly RegistryFault[];
  /** Where a machine or a group stands. */
  placeOf(kind: 'machines' | 'groups', name: string): Place;
}

export const registryVersion = 1;

/** Reads a registry's text. Never throws, whatever it is; with faults the rest is what could be read. */
export function readRegistry(text: string): ReadRegistry {
  const lines = new LineCounter();
  if (nestsTooDeep(text)) return unread('it nests deeper than a registry does');
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    return new Reader(document, lines).read();
  } catch (error) {
    return unread(messageOf(error));
  }
}

function unread(message: string): ReadRegistry {
  return {
    document: parseDocument(''),
    machines: [],
    groups: [],
    exceptions: [],
    faults: [{ message, line: 1, column: 1 }],
    placeOf: () => ({ line: 1, column: 1 }),
  };
}

class Reader {
  private readonly faults: RegistryFault[] = [];
  private readonly places = new Map<string, Place>();

  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  read(): ReadRegistry {
    for (const { message, pos } of [...this.document.errors, ...this.document.warnings])
      this.faults.push({ message, ...this.at(pos[0]) });
    const machines: MachineEntry[] = [];
    const groups: Group[] = [];
    const exceptions: Exception[] = [];
    if (this.faults.length === 0 && this.document.contents !== null)
      this.each(this.document.contents, 'a registry', (key, value, node) => {
        if (key === 'version') this.version(value);
        else if (key === 'machines')
          this.each(
            value,
            'machines',
            (name, entry, at) => machines.push(this.machine(name, entry, at)),
            true,
          );
        else if (key === 'groups')
          this.each(
            value,
            'groups',
            (name, entry, at) => groups.push(this.group(name, entry, at)),
            true,
          );
        else if (key === 'exceptions') exceptions.push(...this.exceptions(value));
        else
          this.fault(
            node,
            `a registry has no key \`${key}\`: version, machines, groups, exceptions`,
          );
      });
    for (const { name } of groups)
      if (machines.some((machine) => machine.name === name))
        this.faults.push({
          message: `${name} is a machine and a group`,
          ...this.placeOf('groups', name),
        });
    const { document, faults } = this;
    return {
      document,
      machines,
      groups,
      exceptions,
      faults,
      placeOf: (kind, name) => this.placeOf(kind, name),
    };
  }

  private placeOf(kind: 'machines' | 'groups', name: string): Place {
    return this.places.get(`${kind} ${name}`) ?? { line: 1, column: 1 };
  }

  private version(value: unknown): void {
    if (isScalar(value) && value.value === registryVersion) return;
    this.fault(value, `this nixai reads version ${registryVersion} of a registry`);
  }

  private machine(name: string, entry: unknown, at: unknown): MachineEntry {
    this.name('machines', name, at);
    const machine: Record<string, unknown> = { name };
    this.each(entry, `the machine ${name}`, (key, value, keyNode) => {
      const field = fields.find((one) => one.key === key);
      if (key === 'tags') machine.tags = this.names(value, 'a tag');
      else if (field === undefined)
        this.fault(
          keyNode,
          `a machine has no key \`${key}\`: ${fields.map((one) => one.key).join(', ')}, tags`,
        );
      else {
        const scalar = isScalar(value) ? value.value : undefined;
        if (typeof scalar !== (field.type === 'integer' ? 'number' : 'string'))
          return this.fault(
            value ?? keyNode,
            `${key} has to be ${field.type === 'integer' ? 'a number' : 'a text'}`,
          );
        const fault = scalar === '' ? 'says nothing' : field.fault?.(String(scalar));
        if (fault !== undefined) return this.fault(value, `${key}: "${String(scalar)}" ${fault}`);
        machine[field.property] = scalar;
      }
    });
    return machine as unknown as MachineEntry;
  }

  private group(name: string, entry: unknown, at: unknown): Group {
    this.name('groups', name, at);
    return { name, members: this.names(entry, 'a machine or a group') };
  }

  private exceptions(value: unknown): readonly Exception[] {
    if (isScalar(value) && value.value === null) return [];
    if (!isSeq(value)) {
      this.fault(value, 'a list of exceptions is expected');
      return [];
    }
    return value.items.flatMap((item) => {
      const read: Record<string, string> = {};
      const before = this.faults.length;
      this.each(item, 'an exception', (key, one, node) => {
        const property = (exceptionKeys as Readonly<Record<string, string>>)[key];
        const text = isScalar(one) && typeof one.value === 'string' ? one.value : '';
        if (property === undefined)
          this.fault(
            node,
            `an exception has no key \`${key}\`: ${Object.keys(exceptionKeys).join(', ')}`,
          );
        else if (text.trim() === '') this.fault(one ?? node, `${key} says nothing`);
        else if (key === 'until' && !isDay(text))
          this.fault(one, `"${text}" is no day: 2026-12-31`);
        else read[property] = text;
      });
      const lacking = Object.entries(exceptionKeys).find(([, property]) => !(property in read));
      if (lacking !== undefined && this.faults.length === before)
        this.fault(item, `the exception does not say ${lacking[0]}`);
      return this.faults.length === before ? [read as unknown as Exception] : [];
    });
  }

  private name(kind: string, name: string, node: unknown): void {
    this.places.set(`${kind} ${name}`, this.placeOfNode(node));
    const fault = kind === 'machines' ? machineNameFault(name) : nameFault(name);
    if (fault !== undefined) this.fault(node, `"${name}" ${fault}`);
  }

  private names(value: unknown, what: string): readonly string[] {
    if (isScalar(value) && value.value === null) return [];
    if (!isSeq(value)) {
      this.fault(value, 'a list is expected: [a, b]');
      return [];
    }
    return value.items.flatMap((item) => {
      const text = isScalar(item) ? String(item.value) : undefined;
      const fault = text === undefined ? `${what} is expected` : nameFault(text);
      if (text !== undefined && fault === undefined) return [text];
      this.fault(item, text === undefined ? `${what} is expected` : `"${text}" ${fault}`);
      return [];
    });
  }

  /** Each key of a mapping; what is none is a fault. `empty` where nothing may stand as well. */
  private each(
    node: unknown,
    what: string,
    visit: (key: string, value: unknown, keyNode: unknown) => void,
    empty = false,
  ): void {
    if (empty && (node === null || (isScalar(node) && node.value === null))) return;
    if (isAlias(node)) return this.fault(node, 'aliases (*name) are not read');
    if (!isMap(node)) return this.fault(node, `${what}: keys and values are expected`);
    for (const { key, value } of node.items) {
      if (!isScalar(key)) this.fault(key, 'a key is a word');
      else if (isAlias(value)) this.fault(value, 'aliases (*name) are not read');
      else visit(String(key.value), value, key);
    }
  }

  private fault(node: unknown, message: string): void {
    this.faults.push({ message, ...this.placeOfNode(node) });
  }

  private placeOfNode(node: unknown): Place {
    return this.at((node as Node | null)?.range?.[0] ?? 0);
  }

  private at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}
