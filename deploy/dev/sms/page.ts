import type { SmsMessage } from './message-store';

const STYLE = `
  body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
         background: #f4f6fa; color: #1f2733; margin: 0 auto; max-width: 760px; padding: 32px 20px; }
  h1 { font-size: 24px; margin: 0 0 4px; }
  p.hint { color: #66707f; margin: 0 0 24px; }
  article { background: #fff; border-radius: 12px; padding: 14px 18px; margin: 0 0 14px;
            box-shadow: 0 1px 3px #1f273318; }
  header { display: flex; justify-content: space-between; color: #66707f; font-size: 14px; }
  header strong { color: #1667d9; }
  article p { margin: 6px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** The page that lists the messages, newest first. */
export function messagesPage(messages: SmsMessage[]): string {
  const newestFirst = [...messages].reverse();
  const list = newestFirst.length === 0 ? '<p>还没有短信。</p>' : newestFirst.map(article).join('\n');
  return `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="refresh" content="5">
  <title>短信（${messages.length}）</title>
  <style>${STYLE}</style>
</head>
<body>
  <h1>短信平台（演示）</h1>
  <p class="hint">科券发出的短信都在这里，共 ${messages.length} 条，最新的在最前；本页每 5 秒刷新一次。</p>
  ${list}
</body>
</html>
`;
}

function article(message: SmsMessage): string {
  const time = new Date(message.acceptedAt).toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour12: false,
  });
  const signature = message.signature === undefined ? '' : `【${escapeHtml(message.signature)}】`;
  return `<article>
    <header><strong>${escapeHtml(message.to)}</strong><time datetime="${message.acceptedAt}">${time}</time></header>
    <p>${signature}${escapeHtml(message.text)}</p>
  </article>`;
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
