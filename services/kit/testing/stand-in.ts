import { openCalendar } from '../calendar/kept-calendar';
import { calendarActivities } from '../calendar/reckoning';
import type { Service, ServiceContext, ServiceDefinition } from '../service';

/**
 * Another service as a test sees it: its border only, on its real task queue.
 * @param name the service's name @param activities what workflows ask of it
 */
export function standIn(name: string, activities: object): ServiceDefinition {
  return { name, create: () => ({ routes: [], activities }) };
}

/**
 * The home of a process as a test sees it: it runs the real workflows over activities of the test, and reckons by a calendar of its own.
 * @param given is handed what a service gets, so that the test speaks to processes as its routes would
 */
export function standInHome(
  name: string,
  activities: object,
  given: (context: ServiceContext) => void,
): ServiceDefinition {
  return {
    name,
    isHome: true,
    create(context): Service {
      given(context);
      return {
        routes: [],
        activities: { ...calendarActivities(openCalendar(context.connection)), ...activities },
      };
    },
  };
}
