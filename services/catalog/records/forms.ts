import type { z } from 'zod';
import {
  AccreditationDraft,
  AccreditationForm,
  CapabilityDraft,
  CapabilityForm,
  InstrumentDraft,
  InstrumentForm,
  type RecordKind,
} from '@kequan/contracts';
import { completeForm, type Form } from '@kequan/kit';

/** A complete form, with what the process and the inbox must know of it. */
export interface CompleteRecord {
  form: Form;
  title: string;
  attachmentIds: string[];
  /** What one set of an instrument cost, in fen. */
  originalValueFen?: number;
}

const DRAFTS: Record<RecordKind, z.ZodType<Form>> = {
  instrument: InstrumentDraft,
  accreditation: AccreditationDraft,
  capability: CapabilityDraft,
};

/** What may be saved as a draft of a kind. */
export function recordDraftOf(kind: RecordKind): z.ZodType<Form> {
  return DRAFTS[kind];
}

/** A draft as it can be submitted. @throws `FormIncomplete` with every wrong field by its path */
export function completeRecord(kind: RecordKind, draft: Form): CompleteRecord {
  switch (kind) {
    case 'instrument': {
      const form = completeForm(InstrumentForm, draft);
      const { name, originalValueFen } = form.basic;
      return { form, title: name, attachmentIds: form.photoFileIds, originalValueFen };
    }
    case 'accreditation': {
      const form = completeForm(AccreditationForm, draft);
      return { form, title: form.name, attachmentIds: form.certificateFileIds };
    }
    case 'capability': {
      const form = completeForm(CapabilityForm, draft);
      const { testedObject, item, attachmentIds } = form;
      return { form, title: `${testedObject} ${item}`, attachmentIds };
    }
  }
}
