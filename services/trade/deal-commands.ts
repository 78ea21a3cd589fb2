import {
  CANCEL,
  CLAIM,
  COMPLETE,
  CONFIRM,
  failure,
  ORDER,
  REPLY,
  TAKE,
  WITHDRAW,
  type AnswerDeal,
  type CancelInput,
  type ClaimInput,
  type CompleteInput,
  type ConfirmInput,
  type ConfirmService,
  type DealParty,
  type OrderInput,
  type ReplyInput,
  type TakeInput,
  type TakeOrder,
  type WithdrawInput,
} from '@kequan/contracts';
import { completeClaim } from './claim-steps';
import type { Deal } from './model';
import { completeOrder } from './order-steps';
import { requirePayable } from './payable';
import { requireStatus, requireStepOpen } from './rules';
import { tellProcess, type ProcessParts } from './through-process';

/** What a process is told, without the key, which the call gives. */
type Said<Input extends { key: string }> = Omit<Input, 'key'>;

/** The provider answers a reservation (SN 4.6). @throws `FormIncomplete` without the words that it needs, `DealStepNotOpen` */
export function reply(
  parts: ProcessParts,
  deal: Deal,
  by: string,
  callKey: string,
  content: AnswerDeal,
): Promise<Deal> {
  return tellProcess(parts, deal, {
    name: REPLY,
    callKey,
    content,
    args(): Said<ReplyInput> {
      requireStatus(deal, 'reply');
      if (content.answer !== 'accept') requireWords('message', content.message);
      return { by, ...content };
    },
  });
}

/**
 * The user confirms and orders (确认并下单). What needs nobody else is refused before the voucher's money is held.
 * @throws `DealStepNotOpen`, `FormIncomplete`, and what an order is refused with
 */
export function placeOrder(parts: ProcessParts, deal: Deal, by: string, callKey: string): Promise<Deal> {
  return tellProcess(parts, deal, {
    name: ORDER,
    callKey,
    args(): Said<OrderInput> {
      requireStatus(deal, 'order');
      const form = completeOrder(deal);
      if (deal.service) requirePayable(deal.programmeId, deal.service.kind, form);
      const { voucherId, voucherFen } = form;
      return { by, version: deal.version, money: { voucherId, voucherFen } };
    },
  });
}

/** The provider takes an order, or refuses it and says why (R28). @throws `FormIncomplete`, `DealStepNotOpen` */
export function take(
  parts: ProcessParts,
  deal: Deal,
  by: string,
  callKey: string,
  content: TakeOrder,
): Promise<Deal> {
  return tellProcess(parts, deal, {
    name: TAKE,
    callKey,
    content,
    args(): Said<TakeInput> {
      requireStatus(deal, 'taking');
      if (content.answer === 'refuse') requireWords('reason', content.reason);
      return { by, ...content };
    },
  });
}

/** The provider has done the service (完成). @throws `DealStepNotOpen` */
export function complete(parts: ProcessParts, deal: Deal, by: string, callKey: string): Promise<Deal> {
  return tellProcess(parts, deal, {
    name: COMPLETE,
    callKey,
    args(): Said<CompleteInput> {
      requireStatus(deal, 'completion');
      return { by };
    },
  });
}

/** The user confirms, or disputes and says why (R26). @throws `FormIncomplete`, `DealStepNotOpen` */
export function confirm(
  parts: ProcessParts,
  deal: Deal,
  by: string,
  callKey: string,
  content: ConfirmService,
): Promise<Deal> {
  return tellProcess(parts, deal, {
    name: CONFIRM,
    callKey,
    content,
    args(): Said<ConfirmInput> {
      requireStatus(deal, 'confirmation');
      if (content.answer === 'dispute') requireWords('reason', content.reason);
      return { by, ...content };
    },
  });
}

/** The user submits the claim with its evidence (R26, R27). @throws `DealStepNotOpen`, `FormIncomplete` */
export function submitClaim(parts: ProcessParts, deal: Deal, by: string, callKey: string): Promise<Deal> {
  return tellProcess(parts, deal, {
    name: CLAIM,
    callKey,
    args(): Said<ClaimInput> {
      requireStatus(deal, 'claim');
      const { invoice, contractFileId, reportFileId } = completeClaim(deal);
      return {
        by,
        version: deal.version,
        attachmentIds: [...new Set([invoice.fileId, contractFileId, reportFileId])],
        invoiceNumber: invoice.number,
      };
    },
  });
}

/** The user takes a claim back that nobody has decided finally. @throws `DealStepNotOpen` */
export function withdrawClaim(parts: ProcessParts, deal: Deal, by: string, callKey: string): Promise<Deal> {
  return tellProcess(parts, deal, {
    name: WITHDRAW,
    callKey,
    args(): Said<WithdrawInput> {
      requireStepOpen({ kind: 'withdrawClaim', taskId: '', withdrawnBy: by }, deal);
      return { withdrawnBy: by };
    },
  });
}

/** A party calls the deal off and says why. @throws `DealStepNotOpen` */
export function cancel(
  parts: ProcessParts,
  deal: Deal,
  by: { accountId: string; party: DealParty },
  callKey: string,
  content: { reason: string },
): Promise<Deal> {
  const { accountId, party } = by;
  return tellProcess(parts, deal, {
    name: CANCEL,
    callKey,
    content,
    args(): Said<CancelInput> {
      requireStepOpen({ kind: 'cancel', by: accountId, party }, deal);
      return { by: accountId, party, ...content };
    },
  });
}

/** @throws `FormIncomplete` when what must be said is not */
function requireWords(path: string, words: string | undefined): void {
  if (words === undefined) throw failure('FormIncomplete', { count: 1 }, [{ path, message: 'required' }]);
}
