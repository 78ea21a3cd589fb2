import { Rig } from './rig';

/**
 * A rig that the tests of a file or of a `describe` share: up before the first, quiet again after each, down after the last.
 * @param startsAt the instant at which the server's time begins (ISO); the present when it is missing
 */
export function sharedRig(startsAt?: string): Rig {
  const rig = new Rig();
  beforeAll(() => rig.begin(startsAt));
  afterEach(() => rig.endCase());
  afterAll(() => rig.stop());
  return rig;
}
