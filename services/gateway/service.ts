import { z } from 'zod';
import { allow, readConfig, route, type ServiceDefinition } from '@kequan/kit';
import { Router } from 'express';
import { GatewayConfig } from './config';
import { describeAll, docsPage } from './docs';
import { proxied } from './proxy';
import { rateLimited } from './rate-limit';

export { serviceOfPath } from './prefixes';

/** The public door: rate limits, the API's description, and the way to services of other processes. It owns no facts. */
export const definition: ServiceDefinition = {
  name: 'gateway',
  create({ environment, log }) {
    const config = readConfig(GatewayConfig, environment);
    return {
      routes: [],
      door(mounted) {
        let description: Promise<Record<string, unknown>> | undefined;
        const docs = Router().use('/docs', ...docsPage());
        return {
          before: [rateLimited(config.RATE_LIMIT_PER_MINUTE)],
          after: [docs, proxied(config.SERVICE_URLS, log)],
          routes: [
            route('GET /', allow.everyone, {
              summary: 'To the description of the API',
              raw: 'answer',
              handle: async (_call, { response }) => response.redirect('/docs/'),
            }),
            route('GET /openapi.json', allow.everyone, {
              summary: 'The description of this API (OpenAPI 3.1)',
              answer: z.record(z.string(), z.unknown()),
              handle: () =>
                config.SERVICE_URLS.size > 0
                  ? describeAll(mounted, config.SERVICE_URLS, log)
                  : (description ??= describeAll(mounted, config.SERVICE_URLS, log)),
            }),
          ],
        };
      },
    };
  },
};
