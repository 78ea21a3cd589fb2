import { escapeHtml, htmlPage } from '../stand-in/page';
import type { Instrument, LegalPerson } from './directory';

const STYLE = `  body { max-width: 860px; }
  h2 { font-size: 18px; margin: 0; }
  section, button { background: #fff; border: 0; border-radius: 12px; padding: 16px 20px; margin: 0 0 14px;
                    box-shadow: 0 1px 3px #1f273318; width: 100%; text-align: left; font: inherit; color: inherit;
                    box-sizing: border-box; display: block; }
  button { cursor: pointer; } button:hover, button:focus { outline: 2px solid #1667d9; }
  button strong { color: #1667d9; } small { color: #66707f; }
  table { border-collapse: collapse; width: 100%; font-size: 14px; margin-top: 8px; }
  th, td { text-align: left; padding: 6px 8px; border-top: 1px solid #e6eaf0; } th { color: #66707f; font-weight: 400; }
  td.money { white-space: nowrap; } img { width: 64px; height: 48px; border-radius: 6px; display: block; }
`;

const SERVICE_STATUS: Readonly<Record<string, string>> = { open: '对外服务', suspended: '暂停服务' };

/** The sign-in page: one click for each account of the demonstration. @param query what the client asked with, kept as it is */
export function signInPage(legalPersons: LegalPerson[], query: URLSearchParams): string {
  const forms = legalPersons.map(
    ({ name, account, instruments }) => `<button name="loginName" value="${escapeHtml(account.loginName)}">
      <strong>${escapeHtml(name)}</strong><br>
      <small>账号 ${escapeHtml(account.loginName)} · 联系人 ${escapeHtml(account.contactName)} · 仪器 ${instruments.length} 台</small>
    </button>`,
  );
  return page(
    '登录 — 科学仪器管理系统（演示）',
    `<h1>科学仪器管理系统（演示）</h1>
  <p class="hint">“科券”请求使用您的单位账号登录。请选择一个演示账号（法人单位），登录后将返回“科券”。</p>
  <form method="post" action="/authorize?${escapeHtml(query.toString())}">${forms.join('\n')}</form>`,
  );
}

/** The page that says why a browser was not sent on. */
export function refusalPage(reason: string): string {
  return page(
    '无法登录',
    `<h1>无法登录</h1><p class="hint">登录请求不正确：${escapeHtml(reason)}。请返回原系统重试。</p>`,
  );
}

/** The first page: who manages which instruments. */
export function overviewPage(legalPersons: LegalPerson[]): string {
  const sections = legalPersons.map(
    ({ legalPersonId, name, unitCode, instruments }) => `<section><h2>${escapeHtml(name)}</h2>
    <small>统一社会信用代码 ${escapeHtml(unitCode)} · 仪器 ${instruments.length} 台</small>
    <table><tr><th></th><th>编号</th><th>仪器名称</th><th>型号</th><th>原值（元）</th><th>负责人</th><th>安放地点</th><th>服务状态</th></tr>
    ${instruments.map((one) => row(legalPersonId, one)).join('\n')}</table></section>`,
  );
  return page(
    '科学仪器管理系统（演示）',
    `<h1>科学仪器管理系统（演示）</h1>
  <p class="hint">代替省科学仪器管理系统：法人单位（一级账号）在此管理大型科学仪器；“科券”用这里的账号登录，并读取仪器数据。</p>
  ${sections.join('\n')}`,
  );
}

/** A picture in place of a photo: the instrument's name on a ground of its own colour. */
export function photoOf({ id, name }: Instrument): string {
  const hue = Array.from(id).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 360, 7);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240" role="img"><title>${escapeHtml(name)}</title>
  <rect width="320" height="240" fill="hsl(${hue} 40% 88%)"/>
  <rect x="90" y="60" width="140" height="110" rx="12" fill="hsl(${hue} 35% 55%)"/>
  <circle cx="160" cy="115" r="32" fill="hsl(${hue} 40% 92%)"/><rect x="60" y="176" width="200" height="14" rx="7" fill="hsl(${hue} 25% 40%)"/></svg>`;
}

function row(legalPersonId: string, instrument: Instrument): string {
  const { id, name, model, valueFen, responsiblePerson, location, serviceStatus } = instrument;
  const yuan = (valueFen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2 });
  const cells = [name, model].map(cell).join('') + `<td class="money">${yuan}</td>`;
  const rest = [responsiblePerson, location, SERVICE_STATUS[serviceStatus] ?? serviceStatus]
    .map(cell)
    .join('');
  const photo = `<img alt="" src="/photos/${encodeURIComponent(legalPersonId)}/${encodeURIComponent(id)}">`;
  return `<tr><td>${photo}</td>${cell(id)}${cells}${rest}</tr>`;
}

function cell(text: string): string {
  return `<td>${escapeHtml(text)}</td>`;
}

function page(title: string, body: string): string {
  return htmlPage({ title, style: STYLE, body });
}
