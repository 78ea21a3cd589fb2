import type { Judgement } from '@kequan/contracts';
import { Error as MongooseErrors, mongo } from 'mongoose';

/** What the driver throws when no server can be reached or asked now. Its network errors have a class of their own. */
const AWAY = [
  mongo.MongoNetworkError,
  mongo.MongoServerSelectionError,
  mongo.MongoTopologyClosedError,
  mongo.MongoNotConnectedError,
  mongo.MongoClientClosedError,
  mongo.MongoServerClosedError,
  mongo.MongoOperationTimeoutError,
  mongo.MongoStalePrimaryError,
  MongooseErrors.MongooseServerSelectionError,
] as const;
/** The same of those classes that the driver does not export. */
const AWAY_NAMES = new Set(['MongoPoolClosedError', 'MongoPoolClearedError', 'MongoWaitQueueTimeoutError']);

/**
 * Server errors that pass: a server cannot be reached or is shutting down, a set changes its primary or is short of a majority, a
 * shard's place has moved, a time is over. By the server's error_codes.yml (RetriableError, NetworkError,
 * NotPrimaryError, ShutdownError, ExceededTimeLimitError).
 */
const AWAY_CODES = new Set<unknown>([
  6, // HostUnreachable
  7, // HostNotFound
  24, // LockTimeout
  43, // CursorNotFound: its server has changed
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  202, // NetworkInterfaceExceededTimeLimit
  262, // ExceededTimeLimit
  365, // TemporarilyUnavailable
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13388, // StaleConfig
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);
/** What server and driver write on an error that the same call may not meet again. */
const AWAY_LABELS = ['RetryableWriteError', 'TransientTransactionError', 'RetryableError'] as const;
const DUPLICATE_KEY = 11000;

/** The judgement of an error of the store; undefined when it is none. A value that stands already is `final`. */
export function judgeStore(error: unknown): Judgement | undefined {
  if (AWAY.some((away) => error instanceof away)) return 'mayPass';
  // The driver wraps what breaks a bulk off, also a socket that broke under it.
  const within: unknown = error instanceof mongo.MongoBulkWriteError ? error.errorResponse : undefined;
  if (within instanceof Error) return judgeStore(within);
  if (error instanceof mongo.MongoError) return judgeDriver(error);
  if (!(error instanceof MongooseErrors)) return undefined;
  // Another writer came between look and write; who looks again may do it.
  if (error instanceof MongooseErrors.VersionError) return 'mayPass';
  // Mongoose has no class of its own for a call that waited in vain for a connection.
  return /buffering timed out/.test(error.message) ? 'mayPass' : 'mistake';
}

function judgeDriver(error: mongo.MongoError): Judgement {
  if (AWAY_NAMES.has(error.name)) return 'mayPass';
  // First, because a refused value stays refused, whatever else went wrong beside it.
  if (error.code === DUPLICATE_KEY) return 'final';
  if (AWAY_LABELS.some((label) => error.hasErrorLabel(label))) return 'mayPass';
  return error instanceof mongo.MongoServerError && AWAY_CODES.has(error.code) ? 'mayPass' : 'mistake';
}
