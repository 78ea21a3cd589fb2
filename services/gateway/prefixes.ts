/** Which service answers which paths; a test holds it against the routes that the services declare. */
const SERVICE_PREFIXES: Readonly<Record<string, readonly string[]>> = {
  identity: [
    '/v1/accounts',
    '/v1/sessions',
    '/v1/sign-in',
    '/v1/staff-accounts',
    '/v1/secondary-accounts',
    '/.well-known/jwks.json',
  ],
  institution: ['/v1/institutions', '/v1/entry-notices'],
  catalog: [
    '/v1/services',
    '/v1/instruments',
    '/v1/outside-instruments',
    '/v1/records',
    '/v1/record-imports',
    '/v1/mall',
  ],
  voucher: ['/v1/voucher-applications', '/v1/vouchers', '/v1/budgets'],
  trade: ['/v1/deals', '/v1/direct-orders'],
  settlement: ['/v1/payouts', '/v1/payout-batches', '/v1/payout-notices'],
  review: ['/v1/review-tasks', '/v1/calendar'],
  files: ['/v1/files'],
  notification: ['/v1/messages'],
  insight: ['/v1/timelines'],
};

/** The service that answers a path; undefined when none does. */
export function serviceOfPath(path: string): string | undefined {
  for (const [service, prefixes] of Object.entries(SERVICE_PREFIXES)) {
    if (prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) return service;
  }
  return undefined;
}
