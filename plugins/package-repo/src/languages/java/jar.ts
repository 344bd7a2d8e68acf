import { lines, type NixValue } from '../../nix/value.js';

/** Puts a jar in place, with a program that starts it. */
export function installJar(jar: string, name: string): NixValue {
  return lines([
    'runHook preInstall',
    '',
    `install -Dm644 ${jar} $out/share/${name}/${name}.jar`,
    `makeWrapper \${lib.getExe jre} $out/bin/${name} --add-flags "-jar $out/share/${name}/${name}.jar"`,
    '',
    'runHook postInstall',
  ]);
}
