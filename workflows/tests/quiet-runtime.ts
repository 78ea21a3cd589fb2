import { DefaultLogger, Runtime } from '@temporalio/worker';

/** Only what breaks a test is worth reading in its output. */
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } },
});
