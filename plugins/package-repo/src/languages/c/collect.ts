import type {
  Attribute,
  Dependency,
  Fact,
  Input,
  InputKind,
  UnknownInput,
} from '../../analyzer.js';
import { native } from '@nixai/packages';

/** What the files of a build system say, before it is a package. */
export interface BuildFacts {
  readonly name?: Fact<string>;
  readonly version?: Fact<string>;
  readonly licence?: Fact<string>;
  readonly programs: readonly Fact<string>[];
  readonly inputs: readonly Input[];
  readonly unknownInputs: readonly UnknownInput[];
  readonly dependencies: readonly Dependency[];
  readonly attributes: readonly Attribute[];
  readonly notes: readonly string[];
  /** Attributes of what only an option that is off asks for. */
  readonly off?: readonly string[];
}

/** What only the tests link. */
const testFrameworks = new Set(
  'check cmocka cppunit cunit criterion gtest gmock catch2'.split(' '),
);

/** Modules of pkg-config that are there for a program of the build. */
const toolModules: Readonly<Record<string, string>> = {
  'gobject-introspection-1.0': 'gobject-introspection',
  'hyprwayland-scanner': 'hyprwayland-scanner',
  scdoc: 'scdoc',
  vapigen: 'vala',
  'wayland-scanner': 'wayland-scanner',
};

/** What a program reads that it does not bring: without a network DocBook's files have to be there. */
const behind: Readonly<Record<string, readonly string[]>> = {
  a2x: ['docbook_xml_dtd_45', 'docbook_xsl'],
  xmlto: ['docbook_xml_dtd_45', 'docbook_xsl', 'findXMLCatalogs'],
};

/** Gathers inputs by what asks for them; a name that no table has is kept as it is. */
export class Collector {
  readonly inputs: Input[] = [];
  readonly unknownInputs: UnknownInput[] = [];
  readonly dependencies: Dependency[] = [];

  /** A module of pkg-config, with the program that finds it. */
  module(name: string, from: string, optional = false): void {
    const why = `pkg-config ${name}`;
    this.dependencies.push({ name, scope: 'runtime', from });
    this.tool('pkg-config', from, why);
    const tool = toolModules[name];
    if (tool !== undefined) return this.tool(tool, from, why);
    if (name === 'wayland-protocols') this.tool('wayland-scanner', from, why);
    const attribute =
      native.pkgConfig(name) ??
      native.pkgConfig(name.replace(/-\d+(?:\.\d+)*$/, '')) ??
      native.cmakePackage(name);
    this.add(attribute, name, testFrameworks.has(name) ? 'check' : 'build', from, why, optional);
  }

  /** A library that the linker is told of. */
  library(name: string, from: string, optional = false): void {
    if (native.isWithCompiler(name)) return;
    this.dependencies.push({ name, scope: 'runtime', from });
    const attribute =
      native.library(name) ?? native.pkgConfig(name) ?? native.pkgConfig(`lib${name}`);
    this.add(attribute, name, 'build', from, `-l${name}`, optional);
  }

  /** Whether a table has a package of CMake, or CMake itself. */
  knowsPackage(name: string): boolean {
    return native.isWithCMake(name) || attributeOfPackage(name) !== undefined;
  }

  /** A library by its attribute. */
  known(attribute: string, from: string, why: string, optional = false): void {
    this.add(attribute, attribute, 'build', from, why, optional);
  }

  /** A package of CMake. */
  package(name: string, from: string, optional = false): void {
    if (native.isWithCMake(name)) return;
    this.dependencies.push({ name, scope: 'runtime', from });
    this.add(
      attributeOfPackage(name),
      name,
      /^(?:GTest|Catch2|doctest|benchmark)$/.test(name) ? 'check' : 'build',
      from,
      `find_package(${name})`,
      optional,
    );
  }

  /** A program that the build runs. */
  program(name: string, from: string): void {
    const attribute = native.program(name);
    if (attribute !== undefined) this.tool(attribute, from, name);
    for (const needed of behind[name] ?? []) this.tool(needed, from, name);
  }

  tool(attribute: string, from: string, why: string): void {
    this.inputs.push({ attribute, kind: 'native', from, why });
  }

  private add(
    attribute: string | undefined,
    name: string,
    kind: InputKind,
    from: string,
    why: string,
    optional: boolean,
  ): void {
    if (attribute === undefined) this.unknownInputs.push({ name, kind, from, why });
    else this.inputs.push({ attribute, kind, from, why, ...(optional && { optional }) });
  }
}

function attributeOfPackage(name: string): string | undefined {
  return (
    native.cmakePackage(name) ?? native.pkgConfig(name) ?? native.pkgConfig(name.toLowerCase())
  );
}
