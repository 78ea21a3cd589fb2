import { createInstrumentServer } from './server';
import { clientOfInstrumentSystem } from './settings';

const LOCAL_ADDRESS = '127.0.0.1';

/** Reads PORT, HOST, DATA_DIR, ISSUER, PUBLIC_URL and REDIRECT_URIS from the environment and serves until SIGTERM. */
async function main(): Promise<void> {
  const {
    PORT: port = '0',
    HOST: host = LOCAL_ADDRESS,
    DATA_DIR: dataDir,
    REDIRECT_URIS: redirectUris = '',
  } = process.env;
  if (dataDir === undefined) {
    throw new Error('DATA_DIR is not set');
  }
  const issuer = process.env.ISSUER ?? `http://${LOCAL_ADDRESS}:${port}`;
  const server = await createInstrumentServer(dataDir, {
    issuer,
    publicUrl: process.env.PUBLIC_URL ?? issuer,
    redirectUris: redirectUris.split(',').filter((one) => one !== ''),
    ...clientOfInstrumentSystem(process.env),
  });
  server.listen(Number(port), host, () => {
    console.log(JSON.stringify({ msg: 'listening', address: server.address() }));
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}

void main();
