import { z } from 'zod';
import { catalogClient, mallClient } from './catalog';
import { filesClient } from './files';
import { createHttp, type Http, type HttpOptions } from './http';
import { identityClient, unitAccountsClient } from './identity';
import { insightClient } from './insight';
import { institutionClient, noticesClient } from './institution';
import { notificationClient } from './notification';
import { outsideClient } from './outside';
import { reviewClient } from './review';
import { tradeClient } from './trade';
import { voucherClient } from './voucher';

export type { Form } from './drafts';
export { untilDone } from './patience';
export { Refused } from './refused';

/** The public API, as somebody outside the system uses it. */
export function createClient(options: HttpOptions) {
  const http = createHttp(options);
  return {
    identity: identityClient(http),
    notices: noticesClient(http),
    mall: mallClient(http),
    outside: outsideClient(options),
    send: sender(http, undefined),
    /** What a signed-in account may call. */
    as: (token: string) => ({
      institution: institutionClient(http, token),
      unitAccounts: unitAccountsClient(http, token),
      catalog: catalogClient(http, token),
      review: reviewClient(http, token),
      files: filesClient(http, token),
      insight: insightClient(http, token),
      notification: notificationClient(http, token),
      voucher: voucherClient(http, token),
      trade: tradeClient(http, token),
      send: sender(http, token),
    }),
  };
}

/** Any request of the API, with its answer as it came. */
function sender(http: Http, token: string | undefined) {
  return (line: `${'GET' | 'POST' | 'PUT'} /${string}`, body?: object): Promise<unknown> =>
    http.send({ line, token, ...(body && { body }), answer: z.unknown() });
}

export type Client = ReturnType<typeof createClient>;
export type SignedInClient = ReturnType<Client['as']>;
