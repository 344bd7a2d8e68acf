import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('a project of Swift', () => {
  it('installs its programs, and says what makes ./nix', async () => {
    const { text, analysis } = await derivationOf({
      'Package.swift':
        '// swift-tools-version:5.9\nlet package = Package(\n  name: "Weather",\n  products: [ .executable(name: "wx", targets: ["wx"]) ],\n  dependencies: [ .package(url: "https://github.com/apple/swift-argument-parser", from: "1.2.0") ]\n)\n',
    });
    expect(text)
      .to.contain('install -Dm755 "$(swiftpmBinPath)/wx" -t $out/bin')
      .and.contain('configurePhase = (swiftpm2nix.helpers ./nix).configure;')
      .and.contain('mainProgram = "wx";');
    expect(analysis.components[0]!.notes.join()).to.contain('swiftpm2nix');
  });
});
