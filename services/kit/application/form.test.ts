import { z } from 'zod';
import { completeForm } from './form';

const Form = z.strictObject({ name: z.string().min(1), priceFen: z.int().min(0).min(1) });

function refused(draft: Record<string, unknown>): unknown {
  try {
    completeForm(Form, draft);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a form', () => {
  it('when it is complete, then it is answered', () => {
    expect(completeForm(Form, { name: '甲', priceFen: 1 })).toEqual({ name: '甲', priceFen: 1 });
  });

  it('when a field breaks two rules, then it is named once', () => {
    expect(refused({ priceFen: -1 })).toMatchObject({
      code: 'FormIncomplete',
      params: { count: 2 },
      fields: [
        { path: 'name', message: 'required' },
        { path: 'priceFen', message: 'tooSmall|minimum=0' },
      ],
    });
  });
});
