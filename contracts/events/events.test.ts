import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudEvent } from 'cloudevents';
import { EVENT_DATA, readEvent, type EventType } from '.';
import { findText, text } from '../texts';

const EXAMPLES = join(__dirname, 'examples');
const types = Object.keys(EVENT_DATA) as EventType[];
const exampleOf = (type: string): string => readFileSync(join(EXAMPLES, `${type}.json`), 'utf8');

describe('events', () => {
  test('when an event type exists, then there is one example of it, and no other example', () => {
    expect(readdirSync(EXAMPLES).sort()).toEqual(types.map((type) => `${type}.json`).sort());
  });

  test.each(types)(
    'when the example of %s is read, then it is that event, and nothing of it is lost',
    (type) => {
      const example = exampleOf(type);
      expect(readEvent(example)).toEqual({ kind: 'event', event: JSON.parse(example) as unknown });
    },
  );

  test.each(types)('when CloudEvents checks the example of %s, then it is a valid event', (type) => {
    expect(new CloudEvent(JSON.parse(exampleOf(type)) as object, true).validate()).toBe(true);
  });

  test.each(types)('when %s is told, then both languages have words for it', (type) => {
    expect(findText('zh', `timeline.${type}`)).toBeDefined();
    expect(findText('en', `timeline.${type}`)).toBeDefined();
  });

  test('when a type is not known, then it is said, and is no fault', () => {
    const newer = {
      ...(JSON.parse(exampleOf(types[0] ?? '')) as object),
      type: 'kequan.review.task-shared.v2',
    };
    expect(readEvent(JSON.stringify(newer))).toEqual({
      kind: 'unknownType',
      type: 'kequan.review.task-shared.v2',
    });
  });

  test.each([
    'not json',
    '{}',
    'null',
    JSON.stringify({ ...(JSON.parse(exampleOf(types[0] ?? '')) as object), data: {} }),
  ])('when it is %s, then it cannot be read', (broken) => {
    expect(() => readEvent(broken)).toThrow();
  });
});

test('when a text has no key, then the key itself is shown', () => {
  expect(text('zh', 'no.such.key')).toBe('no.such.key');
});
