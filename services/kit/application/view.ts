import type { ApplicationView } from '@kequan/contracts';
import type { Application } from './application';

/**
 * An application as its owner and its reviewers see it. What is only saved and not submitted is its owner's alone (R03):
 * to others the draft is empty.
 */
export function applicationView(
  { status, revision, draft, submitted, decision }: Application,
  seenBy: 'owner' | 'others',
): ApplicationView {
  return {
    status,
    revision,
    draft: seenBy === 'owner' ? draft : {},
    ...(submitted && { submitted: { ...submitted, at: submitted.at.toISOString() } }),
    ...(decision && { decision: { ...decision, at: decision.at.toISOString() } }),
  };
}
