import { mongo } from 'mongoose';

/** Whether a write was refused because its unique value stands already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === 11000;
}
