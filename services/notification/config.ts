import { readConfig } from '@kequan/kit';
import { z } from 'zod';

const NotificationConfig = z.object({
  /** Where the provider of short messages takes them. */
  SMS_URL: z.url(),
});

/** The settings of notification alone. @throws ConfigurationError */
export function notificationSettings(environment: NodeJS.ProcessEnv): { smsUrl: string } {
  return { smsUrl: readConfig(NotificationConfig, environment).SMS_URL };
}
