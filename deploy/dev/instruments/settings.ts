/** How KeQuan and the outside instrument system know each other. */
export interface InstrumentSystemSettings {
  /** Where KeQuan's services reach it; the issuer of its id tokens. */
  issuer: string;
  /** Where a browser reaches it. */
  publicUrl: string;
  clientId: string;
  clientSecret: string;
  apiKey: string;
  /** Where it may send a browser back to; none: the callback of any KeQuan on this machine. */
  redirectUris: string[];
}

const CALLBACK_PATH = '/v1/sign-in/outside/callback';
const LOCAL_HOSTS = ['127.0.0.1', 'localhost'];

/** Client and keys for trying and testing; what the environment sets wins. */
export function clientOfInstrumentSystem(
  environment: NodeJS.ProcessEnv,
): Pick<InstrumentSystemSettings, 'clientId' | 'clientSecret' | 'apiKey'> {
  return {
    clientId: environment.INSTRUMENT_SYSTEM_CLIENT_ID ?? 'kequan',
    clientSecret: environment.INSTRUMENT_SYSTEM_CLIENT_SECRET ?? 'Kequan-instruments-dev-2026',
    apiKey: environment.INSTRUMENT_SYSTEM_API_KEY ?? 'Kequan-instruments-api-dev-2026',
  };
}

/** Whether a browser may be sent back there. */
export function isRedirectAllowed({ redirectUris }: InstrumentSystemSettings, redirectUri: string): boolean {
  if (redirectUris.length > 0) return redirectUris.includes(redirectUri);
  if (!URL.canParse(redirectUri)) return false;
  const { hostname, pathname, search } = new URL(redirectUri);
  return LOCAL_HOSTS.includes(hostname) && pathname === CALLBACK_PATH && search === '';
}
