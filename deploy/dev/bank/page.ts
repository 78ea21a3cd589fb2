import type { ReturnCode } from './behaviour';
import type { KeptFile, Settled } from './file-store';

const STYLE = `
  body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
         background: #f4f6fa; color: #1f2733; margin: 0 auto; max-width: 960px; padding: 32px 20px; }
  h1 { font-size: 24px; margin: 0 0 4px; }
  p.hint { color: #66707f; margin: 0 0 24px; }
  article { background: #fff; border-radius: 12px; padding: 14px 18px; margin: 0 0 14px;
            box-shadow: 0 1px 3px #1f273318; overflow-x: auto; }
  header { display: flex; justify-content: space-between; color: #66707f; font-size: 14px; }
  header strong { color: #1667d9; }
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
  const list =
    files.length === 0 ? '<p>还没有付款文件。</p>' : [...files].reverse().map((file) => article(file, now));
  return `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="refresh" content="5">
  <title>银行（${files.length}）</title>
  <style>${STYLE}</style>
</head>
<body>
  <h1>银行（演示）</h1>
  <p class="hint">科券发来的付款文件都在这里，共 ${files.length} 个，最新的在最前；账号末位为 7、8、9 的付款会被退回；本页每 5 秒刷新一次。</p>
  ${[list].flat().join('\n')}
</body>
</html>
`;
}

function article({ fileId, acceptedAt, confirmedFrom, payments }: KeptFile, now: Date): string {
  const confirmed = new Date(confirmedFrom) <= now;
  const time = new Date(acceptedAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
  const rows = payments.map((payment) => row(payment, confirmed)).join('');
  return `<article>
    <header><strong>${escapeHtml(fileId)}</strong><time datetime="${acceptedAt}">${time}</time></header>
    <table>
      <tr><th>户名</th><th>开户行</th><th>账号</th><th class="amount">金额（元）</th><th>结果</th></tr>
      ${rows}
    </table>
  </article>`;
}

function row({ accountName, bankName, accountNo, amount, code }: Settled, confirmed: boolean): string {
  const result = !confirmed ? '处理中' : code === undefined ? '已付款' : `已退回：${REASONS[code]}`;
  const cells = [accountName, bankName, `****${accountNo.slice(-4)}`].map(
    (text) => `<td>${escapeHtml(text)}</td>`,
  );
  const mark = confirmed && code !== undefined ? ' class="returned"' : '';
  return `<tr${mark}>${cells.join('')}<td class="amount">${escapeHtml(amount)}</td><td>${result}</td></tr>`;
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
