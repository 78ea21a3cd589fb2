import {
  ServiceError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import * as temporal from '@temporalio/common';
import * as kafka from 'kafkajs';
import { Error as MongooseErrors, mongo } from 'mongoose';
import { ZodError } from 'zod';
import type { Judgement } from '@kequan/contracts';
import { judge } from './judge';
import { OutsideAnswer } from './outside-answer';

type Row = readonly [what: string, error: unknown, judgement: Judgement];

const ofServer = (code: number, ...errorLabels: string[]) =>
  new mongo.MongoServerError({ message: 'x', code, errorLabels });
const serverRow = (code: number, what: string, judgement: Judgement = 'mayPass'): Row => [
  `MongoServerError ${code} ${what}`,
  ofServer(code),
  judgement,
];
/** Errors whose classes the driver keeps to itself, or makes only with its own parts. */
const named = (name: string) => Object.defineProperty(new mongo.MongoError('x'), 'name', { value: name });
const made = <T extends Error>(of: { prototype: T }): T =>
  Object.assign(Object.create(of.prototype) as T, { message: 'x' });
const withCode = (code: string | number, error = new Error('x')) => Object.assign(error, { code });

const STORE: Row[] = [
  serverRow(6, 'HostUnreachable (G4)'),
  serverRow(7, 'HostNotFound (G4)'),
  serverRow(24, 'LockTimeout'),
  serverRow(43, 'CursorNotFound'),
  serverRow(50, 'MaxTimeMSExpired (G4)'),
  serverRow(64, 'WriteConcernTimeout'),
  serverRow(89, 'NetworkTimeout (G4)'),
  serverRow(91, 'ShutdownInProgress'),
  serverRow(112, 'WriteConflict'),
  serverRow(133, 'FailedToSatisfyReadPreference (G4)'),
  serverRow(134, 'ReadConcernMajorityNotAvailableYet (G4)'),
  serverRow(189, 'PrimarySteppedDown'),
  serverRow(202, 'NetworkInterfaceExceededTimeLimit (G4)'),
  serverRow(262, 'ExceededTimeLimit'),
  serverRow(365, 'TemporarilyUnavailable'),
  serverRow(9001, 'SocketException'),
  serverRow(10107, 'NotWritablePrimary'),
  serverRow(11600, 'InterruptedAtShutdown'),
  serverRow(11602, 'InterruptedDueToReplStateChange'),
  serverRow(13388, 'StaleConfig'),
  serverRow(13435, 'NotPrimaryNoSecondaryOk'),
  serverRow(13436, 'NotPrimaryOrSecondary'),
  serverRow(11000, 'DuplicateKey', 'final'),
  serverRow(9, 'FailedToParse', 'mistake'),
  serverRow(13, 'Unauthorized', 'mistake'),
  serverRow(121, 'DocumentValidationFailure', 'mistake'),
  ['RetryableWriteError (G4)', ofServer(1, 'RetryableWriteError'), 'mayPass'],
  ['TransientTransactionError (G4)', ofServer(1, 'TransientTransactionError'), 'mayPass'],
  ['a value that stands already, beside a label', ofServer(11000, 'RetryableWriteError'), 'final'],
  [
    'MongoWriteConcernError',
    new mongo.MongoWriteConcernError({ ok: 1, code: 64, writeConcernError: {} } as never),
    'mayPass',
  ],
  [
    'MongoBulkWriteError of a duplicate',
    new mongo.MongoBulkWriteError({ message: 'x', code: 11000, writeErrors: [] }, {} as never),
    'final',
  ],
  [
    'MongoBulkWriteError around a socket that broke',
    new mongo.MongoBulkWriteError(new mongo.MongoNetworkError('read ECONNRESET'), {} as never),
    'mayPass',
  ],
  ['MongoNetworkError', new mongo.MongoNetworkError('x'), 'mayPass'],
  ['MongoNetworkTimeoutError', new mongo.MongoNetworkTimeoutError('x'), 'mayPass'],
  ['MongoServerSelectionError', new mongo.MongoServerSelectionError('x', {} as never), 'mayPass'],
  ['MongoTopologyClosedError', new mongo.MongoTopologyClosedError(), 'mayPass'],
  ['MongoNotConnectedError', new mongo.MongoNotConnectedError('x'), 'mayPass'],
  ['MongoClientClosedError', new mongo.MongoClientClosedError(), 'mayPass'],
  ['MongoServerClosedError', new mongo.MongoServerClosedError(), 'mayPass'],
  ['MongoOperationTimeoutError', new mongo.MongoOperationTimeoutError('x'), 'mayPass'],
  ['MongoStalePrimaryError', new mongo.MongoStalePrimaryError('x'), 'mayPass'],
  ['MongoPoolClosedError', named('MongoPoolClosedError'), 'mayPass'],
  ['MongoPoolClearedError', named('MongoPoolClearedError'), 'mayPass'],
  ['MongoWaitQueueTimeoutError', named('MongoWaitQueueTimeoutError'), 'mayPass'],
  ['MongoInvalidArgumentError', new mongo.MongoInvalidArgumentError('x'), 'mistake'],
  ['MongoExpiredSessionError', new mongo.MongoExpiredSessionError('x'), 'mistake'],
  ['MongooseServerSelectionError', made(MongooseErrors.MongooseServerSelectionError), 'mayPass'],
  [
    'a call that mongoose held back in vain',
    new MongooseErrors('Operation `a.findOne()` buffering timed out after 10000ms'),
    'mayPass',
  ],
  ['VersionError', made(MongooseErrors.VersionError), 'mayPass'],
  ['ValidationError', new MongooseErrors.ValidationError(), 'mistake'],
  ['CastError', new MongooseErrors.CastError('number', 'x', 'amountFen'), 'mistake'],
  ['StrictModeError', new MongooseErrors.StrictModeError('x'), 'mistake'],
  ['DocumentNotFoundError', made(MongooseErrors.DocumentNotFoundError), 'mistake'],
  ['ParallelSaveError', made(MongooseErrors.ParallelSaveError), 'mistake'],
];

const grpc = (code: number, details = 'x') =>
  new ServiceError('x', {
    cause: Object.assign(new Error(details), { code, details, metadata: new Map() }),
  });
const grpcRow = (code: number, what: string, judgement: Judgement, details?: string): Row => [
  `gRPC ${code} ${what}`,
  grpc(code, details),
  judgement,
];
const told = (type: string, nonRetryable = true) =>
  temporal.ApplicationFailure.create({ message: 'x', type, nonRetryable });
const inActivity = (cause: Error) =>
  new temporal.ActivityFailure('x', 'captureHold', '1', 'MAXIMUM_ATTEMPTS_REACHED', undefined, cause);

const TEMPORAL: Row[] = [
  grpcRow(1, 'CANCELLED', 'mayPass'),
  grpcRow(2, 'UNKNOWN of a broken connection', 'mayPass', 'transport error'),
  grpcRow(2, 'UNKNOWN', 'mistake'),
  grpcRow(3, 'INVALID_ARGUMENT', 'mistake'),
  grpcRow(4, 'DEADLINE_EXCEEDED', 'mayPass'),
  grpcRow(5, 'NOT_FOUND', 'final'),
  grpcRow(6, 'ALREADY_EXISTS', 'final'),
  grpcRow(7, 'PERMISSION_DENIED', 'mistake'),
  grpcRow(8, 'RESOURCE_EXHAUSTED', 'mayPass'),
  grpcRow(9, 'FAILED_PRECONDITION: WorkflowNotReady', 'mayPass'),
  grpcRow(10, 'ABORTED', 'mayPass'),
  grpcRow(12, 'UNIMPLEMENTED', 'mistake'),
  grpcRow(13, 'INTERNAL of a broken connection', 'mayPass', 'h2 protocol error: http2 error'),
  grpcRow(13, 'INTERNAL', 'mistake'),
  grpcRow(14, 'UNAVAILABLE', 'mayPass'),
  grpcRow(16, 'UNAUTHENTICATED', 'mistake'),
  ['WorkflowNotFoundError', new WorkflowNotFoundError('x', 'a/1', undefined), 'final'],
  ['WorkflowUpdateRPCTimeoutOrCancelledError', new WorkflowUpdateRPCTimeoutOrCancelledError('x'), 'mayPass'],
  [
    'an Update that no worker took up (M24)',
    new WorkflowUpdateFailedError('x', told('UnprocessedUpdate')),
    'mayPass',
  ],
  ['an Update that a rule refused', new WorkflowUpdateFailedError('x', told('HoldMissing')), 'final'],
  [
    'a process that failed by a fault',
    new WorkflowFailedError('x', told('Unavailable'), 'TIMEOUT'),
    'mayPass',
  ],
  ['ApplicationFailure of a broken rule', told('HoldMissing', false), 'final'],
  ['ApplicationFailure of what is away', told('Unavailable'), 'mayPass'],
  ['ApplicationFailure of a mistake', told('Internal'), 'mistake'],
  ['ApplicationFailure of another type, retryable', told('MongoNetworkError', false), 'mayPass'],
  ['ApplicationFailure of another type, not retryable', told('NotSupported'), 'final'],
  ['ActivityFailure of a broken rule', inActivity(told('HoldMissing')), 'final'],
  [
    'ActivityFailure of a time that is over',
    inActivity(new temporal.TimeoutFailure('x', undefined, 'HEARTBEAT')),
    'mayPass',
  ],
  [
    'ChildWorkflowFailure',
    new temporal.ChildWorkflowFailure(
      'n',
      { workflowId: 'a' },
      't',
      'NON_RETRYABLE_FAILURE',
      told('HoldMissing'),
    ),
    'final',
  ],
  ['TimeoutFailure', new temporal.TimeoutFailure('x', undefined, 'START_TO_CLOSE'), 'mayPass'],
  ['CancelledFailure', new temporal.CancelledFailure('x'), 'final'],
  ['TerminatedFailure', new temporal.TerminatedFailure('x'), 'final'],
  ['ServerFailure, retryable', new temporal.ServerFailure('x', false), 'mayPass'],
  ['ServerFailure, not retryable', new temporal.ServerFailure('x', true), 'final'],
  [
    'WorkflowExecutionAlreadyStartedError',
    new temporal.WorkflowExecutionAlreadyStartedError('x', 'a', 't'),
    'final',
  ],
  ['a TemporalFailure of another kind', new temporal.TemporalFailure('x'), 'mistake'],
];

/** The client's types leave out what some of its classes are made with. */
const kafkaError = (of: new (...its: never[]) => Error, ...its: unknown[]) =>
  Reflect.construct(of, its) as Error;
const protocol = (type: string, retriable: boolean) =>
  new kafka.KafkaJSProtocolError(Object.assign(new Error('x'), { type, retriable, code: 1 }));

const KAFKA: Row[] = [
  ['KafkaJSConnectionError', new kafka.KafkaJSConnectionError('x'), 'mayPass'],
  ['KafkaJSRequestTimeoutError', new kafka.KafkaJSRequestTimeoutError('x'), 'mayPass'],
  ['KafkaJSBrokerNotFound', kafkaError(kafka.KafkaJSBrokerNotFound, 'x'), 'mayPass'],
  ['KafkaJSMetadataNotLoaded', kafkaError(kafka.KafkaJSMetadataNotLoaded, 'x'), 'mayPass'],
  ['KafkaJSLockTimeout', kafkaError(kafka.KafkaJSLockTimeout, 'x'), 'mayPass'],
  ['KafkaJSGroupCoordinatorNotFound', kafkaError(kafka.KafkaJSGroupCoordinatorNotFound, 'x'), 'mayPass'],
  ['KafkaJSProtocolError LEADER_NOT_AVAILABLE', protocol('LEADER_NOT_AVAILABLE', true), 'mayPass'],
  ['KafkaJSProtocolError ILLEGAL_GENERATION', protocol('ILLEGAL_GENERATION', false), 'mayPass'],
  [
    'KafkaJSProtocolError OUT_OF_ORDER_SEQUENCE_NUMBER',
    protocol('OUT_OF_ORDER_SEQUENCE_NUMBER', false),
    'mayPass',
  ],
  ['KafkaJSProtocolError MESSAGE_TOO_LARGE', protocol('MESSAGE_TOO_LARGE', false), 'mistake'],
  ['KafkaJSSASLAuthenticationError', kafkaError(kafka.KafkaJSSASLAuthenticationError, 'x'), 'mistake'],
  ['KafkaJSNonRetriableError', new kafka.KafkaJSNonRetriableError('x'), 'mistake'],
  [
    'KafkaJSNonRetriableError of a broken socket',
    kafkaError(kafka.KafkaJSNonRetriableError, 'x', { cause: withCode('ECONNREFUSED') }),
    'mayPass',
  ],
  [
    'KafkaJSNumberOfRetriesExceeded of what passes',
    new kafka.KafkaJSNumberOfRetriesExceeded(new kafka.KafkaJSConnectionError('x'), {
      retryCount: 8,
      retryTime: 1,
    }),
    'mayPass',
  ],
  [
    'KafkaJSNumberOfRetriesExceeded of what does not',
    new kafka.KafkaJSNumberOfRetriesExceeded(protocol('MESSAGE_TOO_LARGE', false), {
      retryCount: 8,
      retryTime: 1,
    }),
    'mistake',
  ],
  [
    'KafkaJSAggregateError of what passes',
    new kafka.KafkaJSAggregateError('x', [protocol('NOT_CONTROLLER', true)]),
    'mayPass',
  ],
  ['KafkaJSAggregateError of what does not', new kafka.KafkaJSAggregateError('x', ['wrong']), 'mistake'],
];

const statusRow = (status: number, judgement: Judgement): Row => [
  `an outside answer ${status}`,
  new OutsideAnswer('the bank', status),
  judgement,
];

const HTTP: Row[] = [
  ...[408, 425, 429, 500, 502, 503, 504].map((status) => statusRow(status, 'mayPass')),
  ...[400, 401, 403, 404, 409, 422].map((status) => statusRow(status, 'final')),
  statusRow(200, 'mistake'),
  ['fetch to nobody', new TypeError('fetch failed', { cause: withCode('ECONNREFUSED') }), 'mayPass'],
  ['fetch to an unknown name', new TypeError('fetch failed', { cause: withCode('ENOTFOUND') }), 'mayPass'],
  ['fetch that was cut off', new TypeError('terminated', { cause: withCode('UND_ERR_SOCKET') }), 'mayPass'],
  ['fetch whose time is over', new DOMException('x', 'TimeoutError'), 'mayPass'],
  ['fetch that was given up', new DOMException('x', 'AbortError'), 'mayPass'],
  ...['EPIPE', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED'].map((code): Row => [
    `a socket that broke under the driver: ${code}`,
    withCode(code),
    'mayPass',
  ]),
];

const OTHER: Row[] = [
  ['TypeError', new TypeError('x'), 'mistake'],
  ['SyntaxError', new SyntaxError('x'), 'mistake'],
  ['ZodError', new ZodError([]), 'mistake'],
  ['a missing file', withCode('ENOENT'), 'mistake'],
  [
    'an error of ours around what passes',
    new Error('x', { cause: new mongo.MongoNetworkError('x') }),
    'mayPass',
  ],
  ['a text', 'x', 'mistake'],
  ['nothing', undefined, 'mistake'],
];

describe.each([
  ['the store', STORE],
  ['Temporal', TEMPORAL],
  ['the broker', KAFKA],
  ['HTTP and sockets', HTTP],
  ['anything else', OTHER],
])('an error of %s', (_whose, rows) => {
  it.each(rows)('when it is %s, then it is judged as it stands here', (_what, error, judgement) => {
    expect(judge(error)).toBe(judgement);
  });
});
