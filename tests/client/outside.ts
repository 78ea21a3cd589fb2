import { ProblemAnswer, SessionView } from '@kequan/contracts';
import { clientOfInstrumentSystem } from '@kequan/dev';
import { Refused } from './refused';

/** A legal person as the outside instrument system takes it. */
export interface OutsideLegalPerson {
  legalPersonId: string;
  name: string;
  unitCode: string;
  account: { loginName: string; contactName: string; phone: string };
  instruments: object[];
}

/** What a browser does at the sign-in of the outside instrument system. */
export function outsideClient(baseUrl: string) {
  /** Begins a sign-in: where the browser is sent, and the cookie that it is given. */
  async function begin(programmeId: string): Promise<{ authorizeUrl: URL; cookie: string }> {
    const start = new URL(`/v1/sign-in/outside?programmeId=${programmeId}`, baseUrl);
    const answer = await fetch(start, { redirect: 'manual' });
    const text = await answer.text();
    const location = answer.headers.get('location');
    if (location === null) throw new Refused(start.pathname, ProblemAnswer.parse(JSON.parse(text)));
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    return { authorizeUrl: new URL(location), cookie };
  }

  return {
    /** Signs a legal person in through the redirect, there and back. @throws Refused, Error */
    async signIn(programmeId: string, loginName: string): Promise<SessionView> {
      const { authorizeUrl, cookie } = await begin(programmeId);
      const page = await fetch(authorizeUrl);
      const html = await page.text();
      if (!html.includes(`value="${loginName}"`))
        throw new Error(
          `the page of the instrument system does not offer ${loginName}: ${html.slice(0, 200)}`,
        );
      const chosen = await fetch(authorizeUrl, {
        method: 'POST',
        body: new URLSearchParams({ loginName }),
        redirect: 'manual',
      });
      const back = new URL(chosen.headers.get('location') ?? '');
      // The browser's address of KeQuan and the one that this client was given may differ in host and port alone.
      const here = new URL(back.pathname + back.search, baseUrl);
      const answer = await fetch(here, { headers: { cookie, 'Accept-Language': 'zh-CN' } });
      const body: unknown = await answer.json();
      if (!answer.ok) throw new Refused(here.pathname, ProblemAnswer.parse(body));
      return SessionView.parse(body);
    },
    /** Makes a legal person known to the instrument system, as its administrators would. @throws Error */
    async enrol(programmeId: string, legalPerson: OutsideLegalPerson): Promise<void> {
      const { authorizeUrl } = await begin(programmeId);
      const answer = await fetch(new URL('/control/legal-persons', authorizeUrl), {
        method: 'POST',
        headers: { 'x-api-key': clientOfInstrumentSystem(process.env).apiKey },
        body: JSON.stringify(legalPerson),
      });
      if (!answer.ok)
        throw new Error(`the instrument system answers ${answer.status}: ${await answer.text()}`);
    },
  };
}
