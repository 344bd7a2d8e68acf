import { PDFDocument, StandardFonts, rgb, type PDFFont, type PDFPage } from '@cantoo/pdf-lib';
import { withLetters, wrapped } from './letters.js';

export interface Line {
  readonly size?: number;
  readonly bold?: boolean;
  /** For what a machine reads: Nix, an option. */
  readonly code?: boolean;
  readonly soft?: boolean;
  /** Points from the margin. */
  readonly indent?: number;
  /** Points above it. */
  readonly above?: number;
  /** Kept on one page with so many points below it: a heading is not left alone. */
  readonly keep?: number;
}

/** A4, in points. */
const [width, height] = [595.28, 841.89];
const margin = 56;
const small = 8;

/**
 * Text on pages of a PDF, from above; a page is begun where the one before is full. Letters are text that can
 * be searched and copied, of the fonts that every reader has.
 */
export class Sheet {
  /** Letters that the fonts have not, and that are named. */
  missed = 0;
  private page: PDFPage;
  private top = height - margin;

  private constructor(
    private readonly document: PDFDocument,
    private readonly fonts: Readonly<Record<'plain' | 'bold' | 'code', PDFFont>>,
    private readonly letters: ReadonlySet<number>,
  ) {
    this.page = document.addPage([width, height]);
  }

  static async open(title: string, by: string): Promise<Sheet> {
    const document = await PDFDocument.create();
    // The same report is the same file.
    for (const set of ['setCreationDate', 'setModificationDate'] as const)
      document[set](new Date(0));
    document.setTitle(title, { showInWindowTitleBar: true });
    document.setLanguage('en');
    document.setProducer(by);
    document.setCreator(by);
    const [plain, bold, code] = await Promise.all(
      [StandardFonts.Helvetica, StandardFonts.HelveticaBold, StandardFonts.Courier].map((name) =>
        document.embedFont(name),
      ),
    );
    const fonts = { plain: plain!, bold: bold!, code: code! };
    return new Sheet(document, fonts, new Set(fonts.plain.getCharacterSet()));
  }

  write(text: string, line: Line = {}): void {
    const { size = 10, bold = false, code = false, soft = false, indent = 0, above = 0 } = line;
    const font = this.fonts[code ? 'code' : bold ? 'bold' : 'plain'];
    const shown = withLetters(text, this.letters, () => this.missed++);
    const lines = wrapped(shown, width - 2 * margin - indent, (part) =>
      font.widthOfTextAtSize(part, size),
    );
    const leading = size * 1.35;
    if (this.top < height - margin) this.top -= above;
    if (this.top - leading - (line.keep ?? 0) < margin) this.next();
    for (const part of lines) {
      if (this.top - leading < margin) this.next();
      this.top -= leading;
      const color = soft ? rgb(0.35, 0.35, 0.35) : rgb(0, 0, 0);
      this.page.drawText(part, { x: margin + indent, y: this.top, size, font, color });
    }
  }

  /** The whole file; each page has its number and what it is of. */
  async bytes(footer: string): Promise<Uint8Array> {
    const pages = this.document.getPages();
    const font = this.fonts.plain;
    const text = withLetters(footer, this.letters, () => undefined);
    pages.forEach((page, at) => {
      const number = `${at + 1} / ${pages.length}`;
      const from = width - margin - font.widthOfTextAtSize(number, small);
      const y = margin / 2;
      const [shown = ''] = wrapped(text, from - margin - 12, (part) =>
        font.widthOfTextAtSize(part, small),
      );
      page.drawText(shown, { x: margin, y, size: small, font });
      page.drawText(number, { x: from, y, size: small, font });
    });
    return this.document.save();
  }

  private next(): void {
    this.page = this.document.addPage([width, height]);
    this.top = height - margin;
  }
}
