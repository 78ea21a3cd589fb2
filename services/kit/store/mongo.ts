import { mongo } from 'mongoose';

const { MongoError, MongoNetworkError, MongoServerError } = mongo;

/** Whether a write was refused because its unique value stands already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000;
}

/** What the driver throws when the store cannot be reached or cannot be asked now. */
const AWAY = new Set([
  'MongoServerSelectionError',
  'MongoTopologyClosedError',
  'MongoNotConnectedError',
  'MongoClientClosedError',
  'MongoServerClosedError',
  'MongoPoolClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
]);
/** Server errors of a replica set that is changing its primary, shutting down or short of a majority. */
const AWAY_CODES = new Set([64, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/**
 * Of a socket that broke while the driver waited for it to take more: it lets the system's own error through then. Nothing
 * else that a service does throws these bare: fetch and the brokers' and Temporal's clients wrap theirs.
 */
const BROKEN_SOCKET = new Set(['EPIPE', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED']);

/** Whether an error says that the store is away for now: the same call may work later. A refused write is none. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof MongoError)) return isBrokenSocket(error);
  if (error instanceof MongoServerError) return AWAY_CODES.has(Number(error.code));
  return error instanceof MongoNetworkError || AWAY.has(error.name);
}

function isBrokenSocket(error: unknown): boolean {
  return error instanceof Error && 'code' in error && BROKEN_SOCKET.has(String(error.code));
}
