import type {
  AdmittedUser,
  CatalogActivities,
  FilesActivities,
  InstitutionActivities,
  OrderableService,
  SubmitDealInput,
} from '@kequan/contracts';
import { askOf } from '../kit/policies';
import { refusal } from '../kit/refusals';
import type { DealParts } from './parts';

export interface Parties {
  user: AdmittedUser;
  service: OrderableService;
}

/**
 * Asks the other services before a deal begins: the service can be ordered (R05), its provider and this user may deal with each
 * other (R06, R14), and binds what is attached. @throws what they refuse
 */
export async function partiesOf(
  { input }: Pick<DealParts, 'input'>,
  { attachmentIds, by }: SubmitDealInput,
): Promise<Parties> {
  const { dealId, institutionId, serviceId, programmeId, instance } = input;
  const files = askOf<FilesActivities>(instance, 'files');
  const [service] = await Promise.all([
    askOf<CatalogActivities>(instance, 'catalog').requireOrderable({ serviceId, programmeId }),
    ...(attachmentIds.length > 0
      ? [files.attach({ fileIds: attachmentIds, ownerAccountId: by, subjectId: dealId })]
      : []),
  ]);
  const { user } = await askOf<InstitutionActivities>(instance, 'institution').requireTradingParties({
    userInstitutionId: institutionId,
    providerInstitutionId: service.institutionId,
  });
  return { user, service };
}

/**
 * Asks again, both at once, before an order is placed or taken: since the reservation the service may have lost its listing or its
 * voucher flag, its provider its shop, the user its admission (R05, R06, R12, R14, M12, M26). What was agreed stays as it was; and
 * an order that was taken is protected from what changes after it. @throws what they refuse
 */
export async function requirePartiesStill({
  input,
  record,
}: Pick<DealParts, 'input' | 'record'>): Promise<void> {
  const { institutionId, serviceId, programmeId, instance } = input;
  const [service] = await Promise.all([
    askOf<CatalogActivities>(instance, 'catalog').requireOrderable({ serviceId, programmeId }),
    askOf<InstitutionActivities>(instance, 'institution').requireTradingParties({
      userInstitutionId: institutionId,
      providerInstitutionId: record.summary.providerInstitutionId,
    }),
  ]);
  if (!service.voucher) throw refusal('ServiceNotOrderable');
}
