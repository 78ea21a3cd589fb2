import { fc, test as property } from '@fast-check/jest';
import { createSeal, maskPhone, sha256 } from './seal';

const secret = Buffer.alloc(32, 1).toString('base64');
const seal = createSeal(secret, 'phone');

describe('a seal', () => {
  property.prop([fc.string({ unit: 'binary' })])(
    'when a text is sealed, then it opens again and does not stand readable',
    (text) => {
      const sealed = seal.close(text);
      expect(seal.open(sealed)).toBe(text);
      if (text.length > 3) expect(sealed).not.toContain(text);
    },
  );

  it('when a text is sealed twice, then nobody sees that it was the same', () => {
    expect(seal.close('13912345678')).not.toBe(seal.close('13912345678'));
  });

  property.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])(
    'when any byte of it is changed, then it does not open',
    (at, flip) => {
      const [version, nonce = '', body = ''] = seal.close('13912345678').split('.');
      const bytes = Buffer.from(`${nonce}${body}`, 'base64url');
      const changed = Buffer.from(bytes);
      changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ flip;
      const text = changed.toString('base64url');
      expect(() =>
        seal.open(`${version}.${text.slice(0, nonce.length)}.${text.slice(nonce.length)}`),
      ).toThrow();
    },
  );

  it.each(['', 'v1', 'v1..', 'v2.a.b', 'v1.AAAAAAAAAAAAAAAA.AAAA', 'v1.AAAAAAAAAAAAAAAA.AAAAAAAA.x', 'null'])(
    'when %j is given, then it is refused',
    (text) => expect(() => seal.open(text)).toThrow(),
  );

  it('when a shorter tag is offered, then it is refused even when it is a right beginning', () => {
    const [version, nonce, body = ''] = seal.close('').split('.');
    const shortened = Buffer.from(body, 'base64url').subarray(0, 4).toString('base64url');
    expect(() => seal.open(`${version}.${nonce}.${shortened}`)).toThrow();
  });

  it('when it was sealed for another purpose or with another secret, then it does not open', () => {
    const sealed = seal.close('x');
    expect(() => createSeal(secret, 'token').open(sealed)).toThrow();
    expect(() => createSeal(Buffer.alloc(32, 2).toString('base64'), 'phone').open(sealed)).toThrow();
  });
});

describe('what is shown of secrets', () => {
  it.each([
    ['13912345678', '139****5678'],
    ['12345', '***'],
    ['', '***'],
  ])('when a phone number is %j, then %j is shown', (phone, shown) => expect(maskPhone(phone)).toBe(shown));

  it('when a text is hashed, then it is the known SHA-256', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
