import { programmeOf } from '@kequan/contracts';
import { readConfig } from '@kequan/kit';
import { z } from 'zod';

const SettlementConfig = z.object({
  /** Where the bank takes files. */
  BANK_URL: z.url(),
  /** Overrides the programmes' days of public notice, for demonstrations; in seconds. */
  KEQUAN_PAYOUT_NOTICE_SECONDS: z.coerce.number().int().min(1).max(31_536_000).optional(),
});

const DAY_MS = 24 * 3_600_000;

export interface SettlementSettings {
  bankUrl: string;
  /** How long a programme's public notice stands, in milliseconds. */
  noticeMsOf: (programmeId: string) => number;
}

/** The settings of settlement alone. @throws ConfigurationError */
export function settlementSettings(environment: NodeJS.ProcessEnv): SettlementSettings {
  const { BANK_URL, KEQUAN_PAYOUT_NOTICE_SECONDS: seconds } = readConfig(SettlementConfig, environment);
  return {
    bankUrl: BANK_URL,
    noticeMsOf: (programmeId) =>
      seconds === undefined ? programmeOf(programmeId).payout.noticeDays.value * DAY_MS : seconds * 1_000,
  };
}
