import { newId } from '@kequan/contracts';
import { refusedCode } from '../tests/people';
import { RedemptionPeople } from '../tests/redemption-people';
import { sharedRig } from '../tests/shared-rig';

const rig = sharedRig();
let people: RedemptionPeople;
beforeEach(() => {
  people = new RedemptionPeople(rig);
});

describe('M28 a key that comes again', () => {
  test('when its order was refused for want of money, and there is enough now, then it is placed', async () => {
    await people.come('accepted');
    const key = newId();
    rig.fakes.failNext('holdVoucher', 'VoucherTooSmall');
    expect(await refusedCode(people.order({ key }))).toBe('VoucherTooSmall');
    expect(await people.order({ key })).toEqual({ revision: 1 });
    expect(people.stepKinds.filter((kind) => kind === 'order')).toHaveLength(1);
  });

  test('when its claim was refused for its invoice, and that was corrected, then it is submitted', async () => {
    await people.come('confirmed');
    const key = newId();
    rig.fakes.failNext('recordDealStep', 'InvoiceOutsideValidity');
    expect(await refusedCode(people.claim({ key }))).toBe('InvoiceOutsideValidity');
    expect(await people.claim({ key, invoiceNumber: '24612000000012345679' })).toEqual({ revision: 1 });
  });

  test('when it was done, also steps ago, then it is answered again and nothing is done', async () => {
    await people.come('accepted');
    const key = newId();
    const answer = await people.order({ key });
    await people.takeOrder('take');
    expect(await people.order({ key })).toEqual(answer);
    expect(rig.fakes.of('holdVoucher')).toHaveLength(1);
  });

  test('when it is being done, then both callers have the one answer', async () => {
    await people.come('accepted');
    const key = newId();
    const answers = await Promise.all([people.order({ key }), people.order({ key })]);
    expect(answers).toEqual([{ revision: 1 }, { revision: 1 }]);
    expect(rig.fakes.of('holdVoucher')).toHaveLength(1);
  });
});

test('M24 when an order comes while another is dealt with, which is refused, then it is not too late but comes again', async () => {
  await people.come('accepted');
  const during: (string | null | undefined)[] = [];
  rig.fakes.onNext('holdVoucher', async () => void during.push(await refusedCode(people.order())));
  rig.fakes.failNext('recordDealStep', 'CoverageExceeded');
  expect(await refusedCode(people.order())).toBe('CoverageExceeded');
  expect(during).toEqual(['Unavailable']);
  expect(await people.order()).toEqual({ revision: 1 });
});
