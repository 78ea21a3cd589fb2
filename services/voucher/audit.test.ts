import { Registry } from 'prom-client';
import { newId } from '@kequan/contracts';
import { audit } from './audit';
import { auditCommand } from './audit-command';
import { showLastAudit } from './audits';
import type { Voucher } from './model';
import { issuedVoucher, voucherTestStore, type VoucherTestStore } from './testing/stores';
import { capture, hold } from './voucher-moves';
import { moveVoucher } from './voucher-ledger';

let stores: VoucherTestStore;
beforeEach(async () => {
  stores = await voucherTestStore();
});
afterEach(() => stores.store.close());

describe('the audit', () => {
  it('when the budget did not hear of a capture, then it says which key, and the retried step mends it', async () => {
    const { _id, institutionId, budgetId } = await issuedVoucher(stores, 1_000);
    const orderId = newId();
    const at = new Date();
    const wish = { voucherId: _id, key: 'h2', orderId, institutionId, amountFen: 300 };
    await moveVoucher(stores, _id, 'h2', (voucher) => hold(voucher, wish, at));
    const dying = {
      ...stores,
      budget: { ...stores.budget, move: () => Promise.reject(new Error('killed')) },
    };
    const captured = (voucher: Voucher) => capture(voucher, { key: 'c2', orderId, amountFen: 300 }, at);
    await expect(moveVoucher(dying, _id, 'c2', captured)).rejects.toThrow('killed');
    expect((await audit(stores.store.connection)).differences).toEqual([
      { where: budgetId, what: expect.stringContaining('c2: 300 from committed to captured') as string },
    ]);
    await moveVoucher(stores, _id, 'c2', captured);
    expect((await audit(stores.store.connection)).differences).toEqual([]);
  });

  it('when a balance was changed by hand, then it says where and by how much', async () => {
    const { _id, number } = await issuedVoucher(stores, 500);
    await stores.vouchers.model.updateOne({ _id }, { $inc: { 'balances.available': 1 } });
    expect((await audit(stores.store.connection)).differences).toEqual([
      { where: `${number} ${_id}`, what: 'available is 501, its postings say 500' },
      { where: `${number} ${_id}`, what: '500 came in, 501 is there' },
    ]);
  });
});

describe('npm run audit', () => {
  it('when all adds up, then it ends 0; when not, then it ends 1, names the place, and /metrics has the count', async () => {
    const { _id } = await issuedVoucher(stores, 500);
    const registry = new Registry();
    showLastAudit(stores.store.connection, registry);
    expect(await registry.metrics()).toMatch(/^kequan_ledger_differences nan$/im);
    const lines: string[] = [];
    const run = () => auditCommand(stores.store.connection, (line) => lines.push(line), 0);
    expect(await run()).toBe(0);
    expect(lines.at(-1)).toBe('2 ledgers audited, 0 differences');
    await stores.vouchers.model.updateOne({ _id }, { $inc: { 'balances.held': 100 } });
    expect(await run()).toBe(1);
    expect(lines.join('\n')).toContain(`${_id}: held is 100, its postings say 0`);
    expect(await registry.metrics()).toMatch(/^kequan_ledger_differences 3$/m);
  });
});
