import type { ServiceDefinition } from '@kequan/kit';

/** Every service, loaded only when it is hosted. The order is the order in which routes are tried. */
const LOADERS: Readonly<Record<string, () => Promise<{ definition: ServiceDefinition }>>> = {
  identity: () => import('@kequan/identity'),
  institution: () => import('@kequan/institution'),
  catalog: () => import('@kequan/catalog'),
  voucher: () => import('@kequan/voucher'),
  trade: () => import('@kequan/trade'),
  settlement: () => import('@kequan/settlement'),
  review: () => import('@kequan/review'),
  files: () => import('@kequan/files'),
  notification: () => import('@kequan/notification'),
  insight: () => import('@kequan/insight'),
  gateway: () => import('@kequan/gateway'),
};

/** Thrown when `--target` names a service that does not exist. */
class UnknownTargetError extends Error {
  override readonly name = 'UnknownTargetError';
}

/**
 * The definitions of a target: `all`, or names with commas.
 * @throws UnknownTargetError that names what is unknown and what there is
 */
export async function definitionsOf(target: string): Promise<ServiceDefinition[]> {
  const names =
    target === 'all' ? Object.keys(LOADERS) : [...new Set(target.split(',').map((name) => name.trim()))];
  const unknown = names.filter((name) => !Object.hasOwn(LOADERS, name));
  if (unknown.length > 0) {
    throw new UnknownTargetError(
      `--target: no service ${unknown.join(', ')}; there is all, ${Object.keys(LOADERS).join(', ')}`,
    );
  }
  const loaded = await Promise.all(names.flatMap((name) => LOADERS[name] ?? []).map((load) => load()));
  return loaded.map(({ definition }) => definition);
}
