import { ProblemAnswer, SessionView } from '@kequan/contracts';
import { clientOfInstrumentSystem } from '@kequan/dev';
import { answerOf, PATIENCE_MS, type HttpAnswer, type HttpOptions } from './http';
import { untilDone, type Attempt } from './patience';
import { Refused } from './refused';

/** A legal person as the outside instrument system takes it. */
export interface OutsideLegalPerson {
  legalPersonId: string;
  name: string;
  unitCode: string;
  account: { loginName: string; contactName: string; phone: string };
  instruments: object[];
}

/** What a browser does at the sign-in of the outside instrument system; it is patient as {@link HttpOptions} say. */
export function outsideClient({ baseUrl, patienceMs = PATIENCE_MS, onRetry }: HttpOptions) {
  const patiently = <T>(what: string, attempt: () => Promise<Attempt<T>>): Promise<T> =>
    untilDone(what, patienceMs, async () => {
      const result = await attempt();
      if (!result.done) onRetry?.(what, result.reason);
      return result;
    });
  const fetched = (url: URL, init: RequestInit = {}): Promise<HttpAnswer> =>
    patiently(`${init.method ?? 'GET'} ${url.pathname}`, () => answerOf(url, init));

  /** Begins a sign-in: where the browser is sent, and the cookie that it is given. */
  async function begin(programmeId: string): Promise<{ authorizeUrl: URL; cookie: string }> {
    const start = new URL(`/v1/sign-in/outside?programmeId=${programmeId}`, baseUrl);
    const { headers, text } = await fetched(start, { redirect: 'manual' });
    const location = headers.get('location');
    if (location === null) throw new Refused(start.pathname, ProblemAnswer.parse(JSON.parse(text)));
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
    return { authorizeUrl: new URL(location), cookie };
  }

  /** Chooses an account on the instrument system's page. @returns where the browser is sent back to */
  async function choose(authorizeUrl: URL, loginName: string): Promise<URL> {
    const { text: html } = await fetched(authorizeUrl);
    if (!html.includes(`value="${loginName}"`))
      throw new Error(`the page of the instrument system does not offer ${loginName}: ${html.slice(0, 200)}`);
    const { headers } = await fetched(authorizeUrl, {
      method: 'POST',
      body: new URLSearchParams({ loginName }),
      redirect: 'manual',
    });
    const back = new URL(headers.get('location') ?? '');
    // The browser's address of KeQuan and the one that this client was given may differ in host and port alone.
    return new URL(back.pathname + back.search, baseUrl);
  }

  return {
    /** Signs a legal person in through the redirect, there and back. @throws Refused, Error */
    signIn: (programmeId: string, loginName: string): Promise<SessionView> =>
      // What it is sent back with is good for one use: when that answer is lost, the whole way is gone again.
      patiently(`the sign-in of ${loginName}`, async () => {
        const { authorizeUrl, cookie } = await begin(programmeId);
        const back = await choose(authorizeUrl, loginName);
        const attempt = await answerOf(back, { headers: { cookie, 'Accept-Language': 'zh-CN' } });
        if (!attempt.done) return attempt;
        const { status, text } = attempt.value;
        const body: unknown = JSON.parse(text);
        if (status >= 400) throw new Refused(back.pathname, ProblemAnswer.parse(body));
        return { done: true, value: SessionView.parse(body) };
      }),
    /** Makes a legal person known to the instrument system, as its administrators would. @throws Error */
    async enrol(programmeId: string, legalPerson: OutsideLegalPerson): Promise<void> {
      const { authorizeUrl } = await begin(programmeId);
      const { status, text } = await fetched(new URL('/control/legal-persons', authorizeUrl), {
        method: 'POST',
        headers: { 'x-api-key': clientOfInstrumentSystem(process.env).apiKey },
        body: JSON.stringify(legalPerson),
      });
      if (status >= 400) throw new Error(`the instrument system answers ${status}: ${text}`);
    },
  };
}
