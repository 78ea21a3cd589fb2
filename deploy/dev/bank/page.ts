import { escapeHtml, htmlPage, receivedArticle } from '../stand-in/page';
import type { ReturnCode } from './behaviour';
import type { KeptFile, Settled } from './file-store';

const STYLE = `  body { max-width: 960px; }
  article { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; margin-top: 8px; font-size: 14px; }
  th, td { text-align: left; padding: 4px 8px; border-top: 1px solid #e6e9f0; }
  td.amount, th.amount { text-align: right; font-variant-numeric: tabular-nums; }
  .returned { color: #c2341d; }
`;

const REASONS: Record<ReturnCode, string> = {
  R01: '账号不存在',
  R02: '账户已销户',
  R03: '户名与账号不符',
};

/** The page that lists the files with their payments, the latest first. */
export function filesPage(files: readonly KeptFile[], now = new Date()): string {
  const latestFirst = [...files].reverse();
  const list =
    files.length === 0 ? '<p>还没有付款文件。</p>' : latestFirst.map((file) => article(file, now)).join('\n');
  return htmlPage({
    title: `银行（${files.length}）`,
    style: STYLE,
    refreshSeconds: 5,
    body: `<h1>银行（演示）</h1>
  <p class="hint">科券发来的付款文件都在这里，共 ${files.length} 个，最新的在最前；账号末位为 7、8、9 的付款会被退回；本页每 5 秒刷新一次。</p>
  ${list}`,
  });
}

function article({ fileId, acceptedAt, confirmedFrom, payments }: KeptFile, now: Date): string {
  const confirmed = new Date(confirmedFrom) <= now;
  const rows = payments.map((payment) => row(payment, confirmed)).join('');
  return receivedArticle(
    fileId,
    acceptedAt,
    `<table>
      <tr><th>户名</th><th>开户行</th><th>账号</th><th class="amount">金额（元）</th><th>结果</th></tr>
      ${rows}
    </table>`,
  );
}

function row({ accountName, bankName, accountNo, amount, code }: Settled, confirmed: boolean): string {
  const result = !confirmed ? '处理中' : code === undefined ? '已付款' : `已退回：${REASONS[code]}`;
  const cells = [accountName, bankName, `****${accountNo.slice(-4)}`].map(
    (text) => `<td>${escapeHtml(text)}</td>`,
  );
  const mark = confirmed && code !== undefined ? ' class="returned"' : '';
  return `<tr${mark}>${cells.join('')}<td class="amount">${escapeHtml(amount)}</td><td>${result}</td></tr>`;
}
