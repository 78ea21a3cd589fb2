import { journeyNames } from '../journey/load';
import { demoOptions } from './options';

describe('what the demonstration plays', () => {
  test('when nothing is asked for, then every journey once', () => {
    expect(demoOptions([])).toEqual({ names: journeyNames(), atOnce: 1 });
    expect(journeyNames()).toContain('js-inspection-testing');
  });

  test('when journeys are named, then those, as many at once as asked for', () => {
    expect(demoOptions(['--journey=js-inspection-testing', '--journeys=3'])).toEqual({
      names: ['js-inspection-testing'],
      atOnce: 3,
    });
  });

  test.each([['--journey=unheard-of'], ['--journeys=0'], ['--journeys=1.5'], ['--journeys=101']])(
    'when %s is asked for, then it says what there is',
    (argument) => {
      expect(() => demoOptions([argument])).toThrow('--journey');
    },
  );
});
