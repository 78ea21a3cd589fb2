import { LIMITS } from './limits';
import { refusal } from './refusal';

/** A text that comes in pieces, as long as a cell may be. */
export class TextRun {
  private text = '';

  /** @throws SheetRefusal `TooMuch` */
  add(piece: string): void {
    this.text += piece;
    if (this.text.length > LIMITS.cellCharacters) throw refusal('TooMuch');
  }

  /** What has come since the last time, with the characters that XML cannot hold and Excel writes as `_x000D_`. */
  take(): string {
    const text = this.text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    this.text = '';
    return text;
  }
}
