import { createSmsServer } from './server';

const LOCAL_ADDRESS = '127.0.0.1';

/** Reads PORT, HOST and DATA_DIR from the environment and serves until SIGTERM. */
function main(): void {
  const { PORT: port = '0', HOST: host = LOCAL_ADDRESS, DATA_DIR: dataDir } = process.env;
  if (dataDir === undefined) {
    throw new Error('DATA_DIR is not set');
  }
  const server = createSmsServer(dataDir);
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
