import { createBankServer } from './server';

const LOCAL_ADDRESS = '127.0.0.1';
const CONFIRM_AFTER_MS = '3000';

/** Reads PORT, HOST, DATA_DIR and CONFIRM_AFTER_MS from the environment and serves until SIGTERM. */
function main(): void {
  const { PORT: port = '0', HOST: host = LOCAL_ADDRESS, DATA_DIR: dataDir } = process.env;
  if (dataDir === undefined) {
    throw new Error('DATA_DIR is not set');
  }
  const server = createBankServer(dataDir, Number(process.env.CONFIRM_AFTER_MS ?? CONFIRM_AFTER_MS));
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

main();
