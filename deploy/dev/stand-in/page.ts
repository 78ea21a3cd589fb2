/** What every page of a stand-in looks like. */
const STYLE = `
  body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
         background: #f4f6fa; color: #1f2733; margin: 0 auto; padding: 32px 20px; }
  h1 { font-size: 24px; margin: 0 0 4px; }
  p.hint { color: #66707f; margin: 0 0 24px; }
  article { background: #fff; border-radius: 12px; padding: 14px 18px; margin: 0 0 14px;
            box-shadow: 0 1px 3px #1f273318; }
  header { display: flex; justify-content: space-between; color: #66707f; font-size: 14px; }
  header strong { color: #1667d9; }
`;

interface PageParts {
  title: string;
  /** What this page adds to the common style. */
  style: string;
  /** HTML; what others wrote is escaped in it. */
  body: string;
  /** How often the browser asks anew; never when absent. */
  refreshSeconds?: number;
}

/** A whole page. */
export function htmlPage({ title, style, body, refreshSeconds }: PageParts): string {
  const refresh =
    refreshSeconds === undefined ? '' : `\n  <meta http-equiv="refresh" content="${refreshSeconds}">`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
  <title>${title}</title>
  <style>${STYLE}${style}</style>
</head>
<body>
  ${body}
</body>
</html>
`;
}

/** One thing that a stand-in has received: from or to whom, when, and what. @param content HTML */
export function receivedArticle(heading: string, acceptedAt: string, content: string): string {
  const time = new Date(acceptedAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
  return `<article>
    <header><strong>${escapeHtml(heading)}</strong><time datetime="${acceptedAt}">${time}</time></header>
    ${content}
  </article>`;
}

/** Words of others, safe in HTML. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
