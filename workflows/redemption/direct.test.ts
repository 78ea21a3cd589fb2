import { ORDERED_FEN } from '../tests/fakes';
import { refusedCode } from '../tests/people';
import { RedemptionPeople } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';

const rig = sharedRig();
let people: RedemptionPeople;
beforeEach(() => {
  people = new RedemptionPeople(rig, true);
});

describe('a direct order', () => {
  test('when it is submitted, then it begins as a placed order with its money (R23)', async () => {
    await people.submit();
    expect(rig.fakes.inputsOf('holdVoucher')).toMatchObject([{ amountFen: ORDERED_FEN }]);
    expect(people.steps).toMatchObject([{ kind: 'orderDirectly', money: people.money }]);
    expect(await people.progress()).toMatchObject({ holder: 'provider', waitingFor: 'taking' });
  });

  test.each(['DirectOrdersClosed', 'InvoiceOutsideValidity'] as const)(
    'when trade refuses it with %s, then nothing is held and no run stays (R23)',
    async (code) => {
      rig.fakes.failNext('recordDealStep', code);
      expect(await refusedCode(people.submit())).toBe(code);
      expect(await people.end()).toEqual({ ended: 'refused' });
      expect(rig.fakes.of('releaseHold')).toHaveLength(1);
    },
  );

  test('when the switch goes off after it was placed, then it goes on to its money (R24)', async () => {
    await people.come('reserved');
    // From here on trade would refuse every new direct order; a placed one asks for no such step any more.
    await people.takeOrder('take');
    await people.complete();
    await people.confirm('confirm');
    await people.claim();
    await people.decideNext('approve');
    await people.decideNext('approve');
    await people.payoutEnds('paid');
    expect(await people.end()).toEqual({ ended: 'paid' });
    expect(people.stepKinds.filter((kind) => kind === 'orderDirectly')).toHaveLength(1);
  });

  test('when the provider refuses it, then its money is free, and it is submitted anew from its draft (R28)', async () => {
    await people.submit();
    await people.takeOrder('refuse');
    expect(await people.end()).toEqual({ ended: 'refused' });
    expect(rig.fakes.of('releaseHold')).toHaveLength(1);
    await people.submit();
    expect(await people.progress()).toMatchObject({ waitingFor: 'taking' });
  });

  test('when it names no money, or a reservation does, then it is refused', async () => {
    expect(await refusedCode(people.submit({ money: undefined as never }))).toBe('InputInvalid');
    const { money } = people;
    people = new RedemptionPeople(rig);
    expect(await refusedCode(people.submit({ money }))).toBe('InputInvalid');
    expect(rig.fakes.of('holdVoucher')).toEqual([]);
  });
});
