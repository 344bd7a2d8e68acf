import { nixFix } from './fix.js';

/** One package until 24.11, then a set with one for each font. */
export const nerdFonts = nixFix(
  'Since 25.05 each font is a package of its own: name those that you use (nixai search pkg nerd-fonts lists them).',
  'fonts.packages = [ pkgs.nerd-fonts.fira-code pkgs.nerd-fonts.jetbrains-mono ];',
);
