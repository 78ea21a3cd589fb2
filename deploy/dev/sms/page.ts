import { escapeHtml, htmlPage, receivedArticle } from '../stand-in/page';
import type { SmsMessage } from './message-store';

const STYLE = `  body { max-width: 760px; }
  article p { margin: 6px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

/** The page that lists the messages, newest first. */
export function messagesPage(messages: SmsMessage[]): string {
  const newestFirst = [...messages].reverse();
  const list = newestFirst.length === 0 ? '<p>还没有短信。</p>' : newestFirst.map(article).join('\n');
  return htmlPage({
    title: `短信（${messages.length}）`,
    style: STYLE,
    refreshSeconds: 5,
    body: `<h1>短信平台（演示）</h1>
  <p class="hint">科券发出的短信都在这里，共 ${messages.length} 条，最新的在最前；本页每 5 秒刷新一次。</p>
  ${list}`,
  });
}

function article({ to, text, signature, acceptedAt }: SmsMessage): string {
  const signed = signature === undefined ? '' : `【${escapeHtml(signature)}】`;
  return receivedArticle(to, acceptedAt, `<p>${signed}${escapeHtml(text)}</p>`);
}
