import type {
  AdmittedUser,
  CatalogActivities,
  FilesActivities,
  InstitutionActivities,
  OrderableService,
  RedemptionInput,
  SubmitDealInput,
} from '@kequan/contracts';
import { DECIDED_BY_RULES } from '@kequan/contracts/pure';
import type { Compensation, Taken } from '../kit/attempts';
import { stepsOf } from '../kit/policies';
import { fineWhen, refusal } from '../kit/refusals';
import type { DealParts } from './parts';
import type { DealRecord } from './record';

/** The deal itself, as something that is undone: a process that is cancelled leaves no deal that nobody moves any more. */
export const DEAL = 'deal';

interface Parties {
  user: AdmittedUser;
  service: OrderableService;
}

/**
 * Records what begins a deal: a reservation, or a direct order with its money (R23).
 * @returns the deal, which is called off when its process is cancelled
 * @throws a broken rule; nothing is recorded and nothing held then
 */
export async function begin(
  { input, record, hold, attempts }: DealParts,
  message: SubmitDealInput,
): Promise<Taken> {
  const { key, version, by, money } = message;
  if (input.direct !== (money !== undefined)) throw refusal('InputInvalid', { count: 1 });
  const parties = await partiesOf(input, message);
  return attempts.attempt(
    DEAL,
    () =>
      money
        ? hold.whileMade(money, () =>
            record.take(key, { kind: 'orderDirectly', version, by, money, ...parties }),
          )
        : record.take(key, { kind: 'reserve', version, by, ...parties }),
    callingOff(record),
  );
}

/** Calls a deal off that its process gives up. */
export function callingOff(record: DealRecord): Compensation {
  return ({ undo }) =>
    record
      .take(undo, { kind: 'cancel', by: DECIDED_BY_RULES, party: 'user' })
      .catch(fineWhen('DealStepNotOpen'));
}

/** Asks the other services: the service can be ordered (R05), its provider and this user may deal with each other. */
async function partiesOf(
  { dealId, institutionId, serviceId, programmeId, instance }: RedemptionInput,
  { attachmentIds, by }: SubmitDealInput,
): Promise<Parties> {
  const catalog = stepsOf<CatalogActivities>(instance, 'catalog');
  const institution = stepsOf<InstitutionActivities>(instance, 'institution');
  const files = stepsOf<FilesActivities>(instance, 'files');
  const [service] = await Promise.all([
    catalog.requireOrderable({ serviceId, programmeId }),
    ...(attachmentIds.length > 0
      ? [files.attach({ fileIds: attachmentIds, ownerAccountId: by, subjectId: dealId })]
      : []),
  ]);
  const { user } = await institution.requireTradingParties({
    userInstitutionId: institutionId,
    providerInstitutionId: service.institutionId,
  });
  return { user, service };
}
