import { AccreditationForm, text, type RecordKind } from '@kequan/contracts';
import { dateCell, listCell, moneyCell, oneOfCell, textCell, type ReadCell } from './cells';

/** A column of the sheet: where its value stands in the form, and how it is read. */
export interface Column {
  /** The path in the form. */
  path: readonly string[];
  read: ReadCell;
  required: boolean;
  /** No two rows of a sheet may have the same value. */
  unique?: boolean;
  /** What may be chosen, as it stands in the sheet. */
  options?: readonly string[];
}

const column = (path: string, read: ReadCell = textCell, more: Partial<Column> = {}): Column => ({
  path: path.split('.'),
  read,
  required: true,
  ...more,
});

/** The words of the sheet for the kinds of accreditation, with what they stand for. */
const ACCREDITATION_KINDS = new Map(
  AccreditationForm.shape.accreditationKind.options.map((kind) => [
    text('zh', `import.accreditation.kinds.${kind}`),
    kind,
  ]),
);

/** The columns of each kind: part of the basic fields; photos, certificates and persons are added afterwards (SN 4.2, R07). */
export const COLUMNS: Record<RecordKind, readonly Column[]> = {
  instrument: [
    column('basic.name'),
    column('basic.model'),
    column('basic.assetNo', textCell, { unique: true }),
    column('basic.manufacturer'),
    column('basic.originalValueFen', moneyCell),
    column('basic.purchasedOn', dateCell),
    column('basic.location', textCell, { required: false }),
    column('service.testingField', textCell, { required: false }),
    column('service.functions', textCell, { required: false }),
  ],
  accreditation: [
    column('name'),
    column('accreditationKind', oneOfCell(ACCREDITATION_KINDS), { options: [...ACCREDITATION_KINDS.keys()] }),
    column('certificateNo', textCell, { unique: true }),
    column('issuedBy'),
    column('issuedOn', dateCell),
    column('validUntil', dateCell),
    column('scope', textCell, { required: false }),
  ],
  capability: [
    column('testingField'),
    column('testedObject'),
    column('item'),
    column('standards', listCell, { required: false }),
    column('limits', textCell, { required: false }),
  ],
};

/** What stands above a column. The sheet is Chinese, whoever asks for it. */
export function headingOf(kind: RecordKind, { path }: Column): string {
  return text('zh', `import.${kind}.${path.at(-1) ?? ''}.heading`);
}

/** What to fill in. */
export function hintOf(kind: RecordKind, { path }: Column): string {
  return text('zh', `import.${kind}.${path.at(-1) ?? ''}.hint`);
}
