import { ORDERED_FEN } from '../tests/fakes';
import { refusedCode } from '../tests/people';
import { RedemptionPeople } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';

const rig = sharedRig();
let people: RedemptionPeople;
beforeEach(() => {
  people = new RedemptionPeople(rig);
});

describe('a redemption', () => {
  test('when everybody does his part, then the voucher pays and the deal is paid', async () => {
    await people.come('checked');
    await people.decideNext('approve');
    await people.payoutEnds('paid');
    expect(await people.end()).toEqual({ ended: 'paid' });
    expect(people.stepKinds).toEqual([
      'reserve',
      'reply',
      'order',
      'take',
      'complete',
      'confirm',
      'claim',
      'decideClaim',
      'decideClaim',
      'paid',
    ]);
    const { voucherId, dealId, institutionId } = people;
    expect(rig.fakes.inputsOf('holdVoucher')).toMatchObject([
      { voucherId, orderId: dealId, institutionId, amountFen: ORDERED_FEN },
    ]);
    expect(rig.fakes.inputsOf('captureHold')).toMatchObject([
      { voucherId, orderId: dealId, amountFen: ORDERED_FEN },
    ]);
    expect(rig.fakes.inputsOf('orderPayout')).toMatchObject([
      { dealId, institutionId, amountFen: ORDERED_FEN, workflowId: `redemption/${dealId}` },
    ]);
    expect(rig.fakes.told).toMatchObject([
      { workflowId: `redemption/${dealId}`, candidateRole: 'reviewer' },
      { workflowId: `redemption/${dealId}`, candidateRole: 'finance' },
    ]);
    expect(rig.fakes.of('openTask')).toEqual([]);
    expect(rig.fakes.of('releaseHold')).toEqual([]);
    expect(rig.fakes.of('releaseInvoiceNumber')).toEqual([]);
  });

  test('when the provider rejects, then it ends as rejected and no money moved', async () => {
    await people.submit();
    await people.reply('reject');
    expect(await people.end()).toEqual({ ended: 'rejected' });
    expect(people.steps.at(-1)).toMatchObject({ kind: 'reply', answer: 'reject', message: '请补充样品尺寸' });
    expect(rig.fakes.of('holdVoucher')).toEqual([]);
  });

  test('when the provider first replies and then accepts, then the user orders', async () => {
    await people.submit();
    await people.reply('reply');
    expect(await people.progress()).toMatchObject({ holder: 'provider', waitingFor: 'reply' });
    await people.reply('accept', { quoteFen: 80_000 });
    expect(await people.progress()).toMatchObject({ holder: 'applicant', waitingFor: 'order' });
    await people.order();
    expect(people.stepKinds).toEqual(['reserve', 'reply', 'reply', 'order']);
  });

  test('when who turns something down does not say why, then it is refused', async () => {
    await people.submit();
    expect(await refusedCode(people.reply('reject', { message: undefined as never }))).toBe(
      'CommentRequired',
    );
    await people.reply('accept');
    await people.order();
    expect(await refusedCode(people.takeOrder('refuse', { reason: undefined as never }))).toBe(
      'CommentRequired',
    );
  });

  test('when somebody acts out of turn, then he is refused (R25, R29)', async () => {
    await people.come('placed');
    expect(await refusedCode(people.reply('accept'))).toBe('DealStepNotOpen');
    expect(await refusedCode(people.order())).toBe('DealStepNotOpen');
    expect(await refusedCode(people.complete())).toBe('DealStepNotOpen');
    expect(await refusedCode(people.claim())).toBe('DealStepNotOpen');
    expect(await refusedCode(people.submit())).toBe('DealStepNotOpen');
    expect(await refusedCode(people.callOff({ party: 'provider' }))).toBe('DealStepNotOpen');
  });
});
