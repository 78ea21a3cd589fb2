import { randomBytes } from 'node:crypto';
import { SecondaryAccountView } from '@kequan/contracts';
import { createHttp } from '../client/http';
import { phoneOf } from '../journey/run-values';
import type { Cast } from './cast';
import type { AccountFacts } from './trials';

/** A secondary account of the cast's primary account. */
export async function makeAccountFacts(baseUrl: string, { primary }: Cast): Promise<AccountFacts> {
  const { accountId } = await createHttp({ baseUrl }).send({
    line: 'POST /v1/secondary-accounts',
    token: primary.token,
    body: unitAccount(),
    answer: SecondaryAccountView,
  });
  return { accountId };
}

/** What a secondary account is allocated with. */
export function unitAccount(): object {
  return {
    loginName: `t-${randomBytes(6).toString('hex')}`,
    password: randomBytes(12).toString('base64url'),
    displayName: '试用中心',
    phone: phoneOf('136????????'),
  };
}
