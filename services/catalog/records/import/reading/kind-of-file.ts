import { refusal } from './refusal';

const PACKAGE = Buffer.from('PK', 'latin1');
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const OLD_WORKBOOKS = ['Workbook', 'Book'].map((name) => Buffer.from(`${name}\0`, 'utf16le'));

/**
 * Tells apart what people upload instead of a workbook, so that they are told what to do.
 * @throws SheetRefusal `Password`, `NotXlsx`, or `Unreadable` when there is nothing
 */
export function requirePackage(file: Buffer): void {
  if (file.length === 0) throw refusal('Unreadable');
  if (file.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE)) {
    // Excel 97 keeps its stream under these names; a workbook with a password is a compound file around the package.
    throw refusal(OLD_WORKBOOKS.some((name) => file.includes(name)) ? 'NotXlsx' : 'Password');
  }
  if (!file.subarray(0, PACKAGE.length).equals(PACKAGE)) throw refusal('NotXlsx');
}
