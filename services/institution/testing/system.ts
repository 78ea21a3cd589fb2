import { startTestHome, type TestHome } from '@kequan/kit/testing';
import { definition } from '../service';

/** Institution in a process of its own, with stand-ins for the services that its processes ask. */
export type InstitutionSystem = TestHome;

/** Starts it. @throws Error when it does not become ready */
export function startInstitution(): Promise<InstitutionSystem> {
  return startTestHome({ definition });
}
