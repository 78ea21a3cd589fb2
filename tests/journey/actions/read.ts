import type { EntryNoticeView, MallServiceView, TrackerView } from '@kequan/contracts';
import { untilDone } from '../../client';
import type { Outcome } from '../act';
import { clientOf, ownOf, valueOf, type Run } from '../run';

const SHOWN_WITHIN_MS = 90_000;

/** Reads the tracker until the whole way is done. */
export async function readTracker(run: Run, actor: string): Promise<Outcome> {
  const { institution } = clientOf(run, actor);
  const tracker = await untilDone<TrackerView>('the tracker', SHOWN_WITHIN_MS, async () => {
    const view = await institution.tracker(ownOf(run, actor, 'institutionId'));
    const open = view.steps.filter(({ status }) => status !== 'approved' && status !== 'done');
    return open.length === 0
      ? { done: true, value: view }
      : { done: false, reason: open.map(({ step, status }) => `${step} is ${status}`).join(', ') };
  });
  const way = tracker.steps.map(({ title }) => `${title} ✓`).join(' → ');
  return { seen: tracker.now ? `${way}（${tracker.now.words}）` : way };
}

/** Reads the public list of entry notices until this institution stands in it. */
export async function readNotice(run: Run): Promise<Outcome> {
  const institutionId = valueOf(run, 'institutionId');
  const notice = await untilDone<EntryNoticeView>('the entry notice', SHOWN_WITHIN_MS, async () => {
    const { items } = await run.client.notices.list(run.journey.programmeId);
    const mine = items.filter((item) => item.institutionId === institutionId);
    if (mine.length > 1) throw new Error(`${mine.length} entry notices of one institution`);
    return mine[0] ? { done: true, value: mine[0] } : { done: false, reason: 'not published' };
  });
  run.values.set('noticeNumber', notice.noticeNumber ?? '');
  return { seen: `${notice.noticeNumber ?? ''} ${notice.institutionName}` };
}

/** Reads a service in the mall until it is shown as a voucher service. */
export async function readMall(run: Run, service: string): Promise<Outcome> {
  const shown = await untilDone<MallServiceView>('the service in the mall', SHOWN_WITHIN_MS, async () => {
    const view = await run.client.mall.read(valueOf(run, service));
    return view.voucher ? { done: true, value: view } : { done: false, reason: 'not a voucher service' };
  });
  return {
    seen: `${shown.name} ￥${(shown.priceFen / 100).toFixed(2)}/${shown.priceUnit} ${shown.standards.join('、')}`,
  };
}
