import type { ServiceDefinition } from '@kequan/kit';
import { openAccounts } from './accounts';
import { identitySettings } from './config';
import { ensureFirstAccounts } from './first-accounts';
import { accountStore } from './model';
import { outsideProvider } from './outside/provider';
import { signInTickets } from './outside/tickets';
import { identityRoutes } from './routes';
import { signInCheck } from './sign-in';
import { openTokenIssuer } from './tokens';
import { wrongPasswordCounter } from './wrong-passwords';

/** Identity: accounts, sign-in, roles, keys. */
export const definition: ServiceDefinition = {
  name: 'identity',
  publishes: 'identity',
  async create({ environment, connection, relay, creations, log, sealFor }) {
    const settings = identitySettings(environment);
    const store = accountStore(connection, relay);
    const phoneSeal = sealFor('phone');
    const accounts = openAccounts({ connection, store, creations, phoneSeal, log });
    const wrongPasswords = wrongPasswordCounter(connection);
    const tickets = signInTickets(connection);
    const outside = settings.outside && {
      provider: outsideProvider(settings.outside, log),
      tickets,
      isSecure: settings.outside.callbackUrl.startsWith('https:'),
    };
    const tokens = await openTokenIssuer(connection, sealFor('tokenKey'));
    return {
      routes: identityRoutes({
        accounts,
        store,
        outside,
        signIn: signInCheck(accounts, wrongPasswords),
        tokens,
        phoneSeal,
      }),
      tokenKeys: tokens.verifyingKeys,
      start: () => ensureFirstAccounts(accounts, settings),
    };
  },
};
