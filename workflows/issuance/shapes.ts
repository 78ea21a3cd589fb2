import type { ReturnVoucherInput, SpentInput, SubmitApplicationInput } from '@kequan/contracts';
import { FORM_SUBMISSION, id, KEY, type Shape } from '../kit/shapes';

export const APPLICATION_SUBMISSION: Shape<SubmitApplicationInput> = FORM_SUBMISSION;

export const VOUCHER_RETURN: Shape<ReturnVoucherInput> = { key: KEY, returnedBy: id };

export const SPENDING: Shape<SpentInput> = { voucherId: id };
