import {
  institutionOfOnboarding,
  onboardingId,
  publicationId,
  subjectOfPublication,
  taskQueueOf,
} from './ids';

test('when an id is made of a business key, then its inverse gives the key back, and no other id does', () => {
  expect(institutionOfOnboarding(onboardingId('i-1'))).toBe('i-1');
  expect(subjectOfPublication(publicationId('service', 's-1'))).toEqual({ kind: 'service', id: 's-1' });
  expect(institutionOfOnboarding(publicationId('service', 's-1'))).toBeUndefined();
  expect(subjectOfPublication(onboardingId('i-1'))).toBeUndefined();
});

test('when two installations share a cluster, then their queues differ', () => {
  expect(taskQueueOf('a', 'review')).not.toBe(taskQueueOf('b', 'review'));
});
