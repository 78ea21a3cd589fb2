import { CHINA_CALENDAR, newId, type DealStep, type FailureCode, type TaskToOpen } from '@kequan/contracts';
import type { Deal } from './model';
import { requireClaimEditable, requireServiceDone } from './rules';
import { changeOf } from './steps';
import { claim, dealAt, decided, TODAY, type Reached } from './testing/deals';
import { completeClaim } from './testing/forms';

const refused = (code: FailureCode): Error => expect.objectContaining({ code }) as Error;

describe('R25: no rating and no upload before the provider completes', () => {
  it.each<[Reached, boolean, boolean]>([
    ['open', false, false],
    ['accepted', false, false],
    ['placed', false, false],
    ['inProgress', false, false],
    ['delivered', true, true],
    ['completed', true, true],
    ['claimed', true, false],
  ])('when a deal is %s, then rating is %s and uploading %s', (reached, rates, uploads) => {
    const { deal } = dealAt(reached);
    const rating = () => requireServiceDone(deal);
    const upload = () => requireClaimEditable(deal);
    if (rates) expect(rating).not.toThrow();
    else expect(rating).toThrow(refused('DealStepNotOpen'));
    if (uploads) expect(upload).not.toThrow();
    else expect(upload).toThrow(refused('DealStepNotOpen'));
  });
});

describe('R26: the user’s confirmation follows', () => {
  it('when he has not confirmed yet, then there is no claim, however complete it is', () => {
    const test = dealAt('delivered');
    expect(() => claim(test)).toThrow(refused('DealStepNotOpen'));
    test.take({ kind: 'confirm', by: test.deal.accountId });
    expect(claim(test).status).toBe('claimed');
  });

  it('when the provider has not completed, then there is nothing to confirm', () => {
    const test = dealAt('inProgress');
    expect(() => test.take({ kind: 'confirm', by: test.deal.accountId })).toThrow(refused('DealStepNotOpen'));
  });
});

describe('R27: a claim needs invoice, contract and report', () => {
  it.each(['invoice', 'contractFileId', 'reportFileId'])(
    'when %s is missing, then the claim is refused and names it',
    (path) => {
      const test = dealAt('completed');
      expect(() => claim(test, { [path]: undefined })).toThrow(
        expect.objectContaining({
          code: 'FormIncomplete',
          fields: [expect.objectContaining({ path })],
        }) as Error,
      );
      expect(test.deal.status).toBe('completed');
    },
  );
});

describe('M18: the desks are of different persons', () => {
  it('when who passed a claim on decides its payment too, then he is refused, and another may', () => {
    const test = dealAt('completed');
    claim(test);
    const both = newId();
    test.take(decided('reviewer', { decidedBy: both }));
    for (const outcome of ['approve', 'return', 'reject'] as const)
      expect(() => test.take(decided('finance', { decidedBy: both, outcome }))).toThrow(
        refused('AnotherPersonRequired'),
      );
    expect(test.deal.status).toBe('checked');
    test.take({ kind: 'withdrawClaim', taskId: newId(), withdrawnBy: test.deal.accountId });
    claim(test);
    test.take(decided('reviewer'));
    // He passed on the claim before: this one he has not seen.
    expect(test.take(decided('finance', { decidedBy: both })).status).toBe('payable');
  });

  it('when a payout came back, then who passed the claim on is still not who pays it', () => {
    const test = dealAt('completed');
    claim(test);
    const reviewer = newId();
    test.take(decided('reviewer', { decidedBy: reviewer }));
    test.take(decided('finance'));
    test.take({ kind: 'payoutReturned', payoutId: newId(), reason: '账户名称不符' });
    expect(() => test.take(decided('finance', { decidedBy: reviewer }))).toThrow(
      refused('AnotherPersonRequired'),
    );
  });
});

describe('what finance pays (F23)', () => {
  const less = {
    approvedFen: 2_800_000,
    deductions: [{ reason: 'invoiceDiffers' as const, amountFen: 200_000 }],
  };

  it('when it deducts, then the rest is paid and each deduction is kept with its reason', () => {
    const test = dealAt('checked');
    expect(test.take(decided('finance', less))).toMatchObject({ status: 'payable', approvedFen: 2_800_000 });
    expect(test.take(decidedReturn())).toMatchObject({
      status: 'checked',
      reopened: { reason: '账户名称不符' },
    });
  });

  it('when amount and deductions do not add up to the claim, then nothing is decided', () => {
    const test = dealAt('checked');
    for (const wrong of [
      { ...less, approvedFen: 2_800_001 },
      { approvedFen: 2_000_000 },
      { deductions: less.deductions },
    ])
      expect(() => test.take(decided('finance', wrong))).toThrow(refused('InputInvalid'));
    expect(test.deal.status).toBe('checked');
  });

  it('when less was invoiced than ordered, then no more is paid than the programme’s share of the invoice', () => {
    const invoice = {
      number: '20260000000000000001',
      issuedOn: '2026-11-27',
      amountFen: 5_000_000,
      fileId: newId(),
    };
    const test = dealAt('checked', { claim: { invoice } });
    expect(() => test.take(decided('finance'))).toThrow(refused('CoverageExceeded'));
    const deductions = [{ reason: 'invoiceDiffers' as const, amountFen: 500_000 }];
    expect(test.take(decided('finance', { approvedFen: 2_500_000, deductions })).status).toBe('payable');
  });

  it.each(['reviewer', 'finance'] as const)(
    'when the %s returns a claim, then it can be corrected',
    (desk) => {
      const test = dealAt(desk === 'reviewer' ? 'claimed' : 'checked');
      test.take(decided(desk, { outcome: 'return', comments: [{ text: '报告缺页' }] }));
      expect(test.deal.status).toBe('completed');
      expect(claim(test).claim.submitted?.revision).toBe(2);
    },
  );

  function decidedReturn() {
    return { kind: 'payoutReturned' as const, payoutId: newId(), reason: '账户名称不符' };
  }
});

describe('the task that a step opens (R30)', () => {
  const named = { taskId: newId(), workflowId: 'redemption/1', candidateRole: 'finance' as const };
  const task: TaskToOpen = { ...named, workingDays: 3 };
  const eventOf = (deal: Deal, step: DealStep): unknown =>
    changeOf(deal, step, { at: TODAY, calendar: CHINA_CALENDAR })?.events[0];

  it.each<[Reached, () => DealStep]>([
    ['completed', () => ({ kind: 'claim', version: 1, by: newId(), opens: task })],
    ['claimed', () => decided('reviewer', { opens: task })],
  ])('when a deal is %s, then its event names it, due after so many working days', (reached, step) => {
    const test = dealAt(reached);
    test.write('claim', completeClaim());
    // From a Saturday on.
    const times = { openedAt: TODAY.toISOString(), dueAt: '2026-12-02T16:00:00.000Z', dueCertain: true };
    const title = `${test.deal.unit?.name ?? ''} · ${test.deal.title}`;
    expect(eventOf(test.deal, step())).toMatchObject({ data: { opens: { ...named, ...times, title } } });
  });

  it('when a step opens none, then its event names none', () => {
    expect(eventOf(dealAt('checked').deal, decided('finance'))).not.toHaveProperty('data.opens');
  });
});
