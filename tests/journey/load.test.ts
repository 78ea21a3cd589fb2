import {
  isCreditCode,
  newId,
  QualificationForm,
  RegistrationForm,
  ServiceForm,
  ShopForm,
} from '@kequan/contracts';
import { fillForm, fillText } from './fill';
import { journeyNames, loadJourney, readAttachment } from './load';
import { phoneOf, unitCodeOf } from './run-values';

const FORMS = {
  registration: RegistrationForm,
  shop: ShopForm,
  service: ServiceForm,
  qualification: QualificationForm,
};

describe('the journeys as data', () => {
  const journey = loadJourney('js-inspection-testing');

  test.each(journeyNames())(
    'when a step of %s names an actor, a file or a form, then it is there',
    (name) => {
      const journey = loadJourney(name);
      for (const step of journey.steps) {
        expect(journey.actors).toHaveProperty(step.actor);
        if (step.does === 'upload') expect(journey.files).toHaveProperty(step.file);
        if ('form' in step && step.form !== undefined) expect(journey.forms).toHaveProperty(step.form);
      }
    },
  );

  test('when its forms are filled with the values of a run, then each is complete', () => {
    const made = journey.steps.flatMap((step) => ('as' in step ? [[step.as, newId()] as const] : []));
    const values = new Map([
      ...made,
      ['phone', phoneOf('138????????')],
      ['unitCode', unitCodeOf(journey.unitCodeBody)],
    ]);
    for (const [name, schema] of Object.entries(FORMS))
      expect(schema.safeParse(fillForm(journey.forms[name] ?? {}, values)).error).toBeUndefined();
  });

  test('when it uploads files, then they are small files of their kind', () => {
    for (const { file, mediaType } of Object.values(journey.files)) {
      const content = Buffer.from(readAttachment(file));
      expect(content.length).toBeLessThan(5_000);
      const begins = mediaType === 'image/png' ? Buffer.from('\x89PNG', 'latin1') : Buffer.from('%PDF-1.4');
      expect(content.subarray(0, begins.length)).toEqual(begins);
    }
  });

  test('when it is played twice, then the runs share neither credit code nor phone', () => {
    const codes = Array.from({ length: 50 }, () => unitCodeOf(journey.unitCodeBody));

    expect(codes.filter((code) => !isCreditCode(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(phoneOf('138????????')).toMatch(/^138\d{8}$/);
  });

  test('when a step names what no step has made, then the play stops with its name', () => {
    expect(() => fillText('{unheardOf}', new Map())).toThrow('unheardOf');
  });
});
