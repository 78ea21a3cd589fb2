import {
  cancel as cancelMessage,
  claim as claimMessage,
  complete as completeMessage,
  confirm as confirmMessage,
  failure,
  order as orderMessage,
  reply as replyMessage,
  take as takeMessage,
  withdraw as withdrawMessage,
  type AnswerDeal,
  type ConfirmService,
  type DealParty,
  type TakeOrder,
} from '@kequan/contracts';
import { completeClaim } from './claim-steps';
import type { Deal } from './model';
import { completeOrder } from './order-steps';
import { requirePayable } from './payable';
import { requireStatus, requireStepOpen } from './rules';
import { tellProcess, type ProcessParts } from './through-process';

/** The provider answers a reservation (SN 4.6). @throws `FormIncomplete` without the words that it needs, `DealStepNotOpen` */
export function reply(
  parts: ProcessParts,
  deal: Deal,
  by: string,
  callKey: string,
  content: AnswerDeal,
): Promise<Deal> {
  return tellProcess(parts, deal, {
    message: replyMessage,
    callKey,
    content,
    input(key) {
      requireStatus(deal, 'reply');
      if (content.answer !== 'accept') requireWords('message', content.message);
      return { key, by, ...content };
    },
  });
}

/**
 * The user confirms and orders (确认并下单). What needs nobody else is refused before the voucher's money is held.
 * @throws `DealStepNotOpen`, `FormIncomplete`, and what an order is refused with
 */
export function placeOrder(parts: ProcessParts, deal: Deal, by: string, callKey: string): Promise<Deal> {
  return tellProcess(parts, deal, {
    message: orderMessage,
    callKey,
    input(key) {
      requireStatus(deal, 'order');
      const form = completeOrder(deal);
      if (deal.service) requirePayable(deal.programmeId, deal.service.kind, form);
      const { voucherId, voucherFen } = form;
      return { key, by, version: deal.version, money: { voucherId, voucherFen } };
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
    message: takeMessage,
    callKey,
    content,
    input(key) {
      requireStatus(deal, 'taking');
      if (content.answer === 'refuse') requireWords('reason', content.reason);
      return { key, by, ...content };
    },
  });
}

/** The provider has done the service (完成). @throws `DealStepNotOpen` */
export function complete(parts: ProcessParts, deal: Deal, by: string, callKey: string): Promise<Deal> {
  return tellProcess(parts, deal, {
    message: completeMessage,
    callKey,
    input(key) {
      requireStatus(deal, 'completion');
      return { key, by };
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
    message: confirmMessage,
    callKey,
    content,
    input(key) {
      requireStatus(deal, 'confirmation');
      if (content.answer === 'dispute') requireWords('reason', content.reason);
      return { key, by, ...content };
    },
  });
}

/** The user submits the claim with its evidence (R26, R27). @throws `DealStepNotOpen`, `FormIncomplete` */
export function submitClaim(parts: ProcessParts, deal: Deal, by: string, callKey: string): Promise<Deal> {
  return tellProcess(parts, deal, {
    message: claimMessage,
    callKey,
    input(key) {
      requireStatus(deal, 'claim');
      const { invoice, contractFileId, reportFileId } = completeClaim(deal);
      return {
        key,
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
    message: withdrawMessage,
    callKey,
    input(key) {
      requireStepOpen({ kind: 'withdrawClaim', taskId: '', withdrawnBy: by }, deal);
      return { key, withdrawnBy: by };
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
    message: cancelMessage,
    callKey,
    content,
    input(key) {
      requireStepOpen({ kind: 'cancel', by: accountId, party }, deal);
      return { key, by: accountId, party, ...content };
    },
  });
}

/** @throws `FormIncomplete` when what must be said is not */
function requireWords(path: string, words: string | undefined): void {
  if (words === undefined) throw failure('FormIncomplete', { count: 1 }, [{ path, message: 'required' }]);
}
