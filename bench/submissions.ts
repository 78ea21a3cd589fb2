import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { AccountView, SessionView, type RegisterAccount } from '@kequan/contracts';
import type { InfraEndpoints } from '@kequan/dev';
import { startBenchHost, type BenchHost } from './host-child';
import { cloneInstitutions, type Seeded } from './onboarding-seeds';

/** A host of its own whose onboardings are begun over HTTP: every submission is one Update that is answered. */
export interface Submitting {
  host: BenchHost;
  instance: string;
  /** Makes institutions whose registration may be submitted, once each. */
  institutions(count: number): Promise<Seeded[]>;
  /** Submits the registration of one. @returns when it was answered @throws Error when it was refused */
  submit: (institution: Seeded) => Promise<void>;
}

const MOST_ATTEMPTS = 5;

/** Starts the host and signs one provider in, to whom all the institutions belong. */
export async function startSubmitting(endpoints: InfraEndpoints): Promise<Submitting> {
  const instance = `bench${randomBytes(4).toString('hex')}`;
  const host = await startBenchHost(endpoints, instance);
  const password = randomBytes(12).toString('base64url');
  const account: RegisterAccount = {
    loginName: instance,
    password,
    role: 'provider',
    programmeId: 'jiangsu',
    displayName: '南京紫金分析测试有限公司',
    phone: `138${String(randomInt(10 ** 8)).padStart(8, '0')}`,
  };
  const { accountId } = AccountView.parse(await post(`${host.url}/v1/accounts`, {}, account));
  const credentials = { loginName: instance, password };
  const { token } = SessionView.parse(await post(`${host.url}/v1/sessions`, {}, credentials));
  return {
    host,
    instance,
    institutions: (count) => cloneInstitutions(endpoints, instance, count, accountId),
    async submit({ institutionId }) {
      const url = `${host.url}/v1/institutions/${institutionId}/stages/registration/submission`;
      await post(url, { Authorization: `Bearer ${token}` });
    },
  };
}

/** Posts as a careful client does: "later" is asked again with the same key, and the wait counts. */
async function post(url: string, headers: Record<string, string>, body?: object): Promise<unknown> {
  const init = {
    method: 'POST',
    headers: {
      ...headers,
      'Idempotency-Key': randomUUID(),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, init);
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    if (response.status !== 503 || attempt >= MOST_ATTEMPTS)
      throw new Error(`POST ${url}: ${response.status} ${text.slice(0, 300)}`);
  }
}
