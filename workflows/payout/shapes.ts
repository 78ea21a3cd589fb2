import type { CollectInput, ObjectInput, ReleaseInput } from '@kequan/contracts';
import { id, KEY, words, type Shape } from '../kit/shapes';

export const COLLECTION: Shape<CollectInput> = { key: KEY };

export const BATCH_RELEASE: Shape<ReleaseInput> = { key: KEY, releasedBy: id };

export const OBJECTION: Shape<ObjectInput> = { key: KEY, reason: words(1000), objectedBy: id };
