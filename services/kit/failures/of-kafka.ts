import {
  KafkaJSAggregateError,
  KafkaJSError,
  KafkaJSGroupCoordinatorNotFound,
  KafkaJSNumberOfRetriesExceeded,
  KafkaJSProtocolError,
  KafkaJSTimeout,
} from 'kafkajs';
import type { Judgement } from '@kequan/contracts';
import { isError } from './is-error';

/**
 * What the client calls final for one member of a group or one producer, and we do not: a new one takes its place and does it
 * (kafka-subscription.ts, kafka-publisher.ts).
 */
const PASSES_WITH_A_NEW_CLIENT = new Set<unknown>([
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'REBALANCE_IN_PROGRESS',
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'INVALID_PRODUCER_EPOCH',
  'UNKNOWN_PRODUCER_ID',
]);

/** The judgement of an error of the broker's client; undefined when it is none. @param judge judges what caused it */
export function judgeKafka(error: unknown, judge: (cause: unknown) => Judgement): Judgement | undefined {
  if (error instanceof KafkaJSAggregateError)
    return error.errors.every((one) => judge(one) === 'mayPass') ? 'mayPass' : 'mistake';
  if (!(error instanceof KafkaJSError)) return undefined;
  // Its own retries are over; ours are not.
  if (error instanceof KafkaJSNumberOfRetriesExceeded) return error.cause ? judge(error.cause) : 'mayPass';
  if (error instanceof KafkaJSTimeout || error instanceof KafkaJSGroupCoordinatorNotFound) return 'mayPass';
  if (error instanceof KafkaJSProtocolError && PASSES_WITH_A_NEW_CLIENT.has(error.type)) return 'mayPass';
  if (error.retriable) return 'mayPass';
  return isError(error.cause) && error.cause !== error ? judge(error.cause) : 'mistake';
}
