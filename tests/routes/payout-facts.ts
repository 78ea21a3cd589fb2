import { newId, PayoutBatchView, PayoutNoticeView, type SettlementActivities } from '@kequan/contracts';
import type { RunningProcess } from '@kequan/kit';
import { createHttp } from '../client/http';
import { untilDone } from '../client';
import { staffOf, type Cast } from './cast';
import type { PayoutFacts } from './trials';

const WITHIN_MS = 60_000;

/** A payout to the voucher user, as a redemption orders it, in a batch that finance begins and whose notice stands. */
export async function makePayoutFacts(
  baseUrl: string,
  { services }: RunningProcess,
  cast: Cast,
  holderId: string,
): Promise<PayoutFacts> {
  const settlement = services.get('settlement')?.activities as SettlementActivities;
  const payoutId = newId();
  const dealId = newId();
  await settlement.orderPayout({
    payoutId,
    key: `${payoutId}/order`,
    dealId,
    programmeId: cast.user.programmeId,
    institutionId: holderId,
    applicantAccountId: cast.user.accountId,
    title: '南京云锦新材料有限公司 · 成分检测',
    amountFen: 120_000,
    approvedBy: newId(),
    workflowId: `redemption/${dealId}`,
  });
  const http = createHttp({ baseUrl });
  const { batchId } = await http.send({
    line: 'POST /v1/payout-batches',
    token: staffOf(cast, 'finance', cast.user.programmeId).token,
    answer: PayoutBatchView,
  });
  await untilDone<true>('the notice', WITHIN_MS, async () => {
    const line = `GET /v1/payout-notices/${batchId}` as const;
    const { open } = await http.send({ line, answer: PayoutNoticeView }).catch(() => ({ open: false }));
    return open ? { done: true, value: true } : { done: false, reason: 'not published' };
  });
  return { payoutId, batchId, noticeId: batchId };
}
