import type { Express } from 'express';
import { Registry } from 'prom-client';
import { createLog, type Logger } from '../base/log';
import { createApp } from '../http/app';
import { securityHeaders } from '../http/headers';
import { requestMetrics } from '../http/metrics';
import type { Route } from '../http/route';
import type { Authenticate } from '../http/tokens';

export interface TestAppOptions {
  authenticate?: Authenticate;
  log?: Logger;
  registry?: Registry;
}

/** The HTTP application of some routes, with nothing behind it: no store, no broker. Answers are checked. */
export function testApp(routes: readonly Route[], options: TestAppOptions = {}): Express {
  return createApp(routes, {
    authenticate: options.authenticate ?? (() => undefined),
    headers: securityHeaders(),
    metrics: requestMetrics(options.registry ?? new Registry()),
    log: options.log ?? createLog('silent', 'test'),
    checkAnswers: true,
  });
}
