import { z } from 'zod';

/** `institution=http://institution:8080,catalog=http://catalog:8080`: where services of other processes answer. */
const ServiceUrls = z
  .string()
  .default('')
  .transform((text, context) => {
    const urls = new Map<string, string>();
    for (const pair of text.split(',').filter(Boolean)) {
      const equals = pair.indexOf('=');
      const name = pair.slice(0, Math.max(equals, 0)).trim();
      const url = pair.slice(equals + 1).trim();
      if (!/^[a-z]+$/.test(name) || !URL.canParse(url)) {
        context.addIssue({ code: 'custom', message: `not name=url: ${pair}` });
        return z.NEVER;
      }
      urls.set(name, url);
    }
    return urls;
  });

/** The settings of the public door. */
export const GatewayConfig = z.object({
  SERVICE_URLS: ServiceUrls,
  /** How many requests one address may make in a minute. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
});
export type GatewayConfig = z.infer<typeof GatewayConfig>;
