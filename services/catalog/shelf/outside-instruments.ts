import { failure, type InstrumentFacts } from '@kequan/contracts';
import { ConfigurationError, readConfig, type Logger } from '@kequan/kit';
import { z } from 'zod';

const ANSWER_WITHIN_MS = 10_000;

const OutsideConfig = z.object({
  INSTRUMENT_SYSTEM_URL: z.url().optional(),
  INSTRUMENT_SYSTEM_API_KEY: z.string().min(1).optional(),
});

/** What the instrument system answers; what it tells beside stays there. */
const Answer = z.object({
  instruments: z.array(
    z.object({
      id: z.string().min(1).max(100),
      name: z.string(),
      model: z.string(),
      valueFen: z.int().min(0),
      photoUrl: z.url({ protocol: /^https?$/ }),
      responsiblePerson: z.string(),
      location: z.string(),
      serviceStatus: z.string(),
    }),
  ),
});

/** The outside instrument system's list of a legal person's instruments. */
export interface OutsideInstruments {
  /** @throws `Unavailable` when the system is away or answers what it must not, or there is none */
  of(legalPersonId: string): Promise<InstrumentFacts[]>;
}

/** The list of the settings. @throws ConfigurationError when the system's key is missing */
export function outsideInstruments(environment: NodeJS.ProcessEnv, log: Logger): OutsideInstruments {
  const { INSTRUMENT_SYSTEM_URL: url, INSTRUMENT_SYSTEM_API_KEY: key } = readConfig(
    OutsideConfig,
    environment,
  );
  if (url === undefined) return { of: () => Promise.reject(failure('Unavailable')) };
  if (key === undefined)
    throw new ConfigurationError(
      'wrong settings:\n  INSTRUMENT_SYSTEM_API_KEY: needed with INSTRUMENT_SYSTEM_URL',
    );
  return {
    async of(legalPersonId) {
      try {
        const path = `/api/legal-persons/${encodeURIComponent(legalPersonId)}/instruments`;
        const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
        const response = await fetch(new URL(path, url), { headers: { 'X-Api-Key': key }, signal });
        // One that the system does not know any more has no instruments.
        if (response.status === 404) return [];
        if (!response.ok) throw new Error(`the instrument system answers ${response.status}`);
        const { instruments } = Answer.parse(await response.json());
        return instruments.map(({ id, ...facts }) => ({ outsideInstrumentId: id, ...facts }));
      } catch (error) {
        log.warn({ err: error, legalPersonId }, 'the instruments of a legal person could not be read');
        throw failure('Unavailable');
      }
    },
  };
}
