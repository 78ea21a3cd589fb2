import { demoPassword } from '../host-environment';
import type { RunningSystem } from './bring-up';

/** Where to click, for who has just started the system. */
export function welcome({ gatewayUrl, endpoints }: RunningSystem): string {
  const links = [
    ['接口文档 API', `${gatewayUrl}/docs/`],
    ['流程界面 Temporal', endpoints.temporalUiUrl ?? endpoints.temporalAddress],
    ['短信页面 SMS', endpoints.smsUrl],
    ['科学仪器管理系统 instruments', endpoints.instrumentSystemUrl],
    ['银行页面 bank', endpoints.bankUrl],
  ];
  const lines = links.map(([title, url]) => `  ${title}: ${url}`);
  return [
    '',
    '科券 KeQuan 已启动 is up',
    ...lines,
    `  演示账号 accounts: office-jiangsu, reviewer-shaanxi, finance-jiangsu ...  密码 password: ${demoPassword()}`,
    '  看一遍入库全流程 play the journey: npm run demo (在另一个终端 in another terminal)',
    '  结束 end: Ctrl-C',
    '',
  ].join('\n');
}
