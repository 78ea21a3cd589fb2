import { MongoClient, type Db } from 'mongodb';
import { newId, type QualificationForm, type RegistrationForm, type ShopForm } from '@kequan/contracts';
import type { InfraEndpoints } from '@kequan/dev';
import { databaseNameOf } from '@kequan/kit';
import { attachmentOf, aUnitCode, insert, type Draft } from './seeding';

/** An institution whose drafts are complete, with what its submissions name. */
export interface Seeded {
  institutionId: string;
  version: number;
  unitCode: string;
  accountId: string;
  fileIds: string[];
  serviceIds: string[];
}

/**
 * Makes institutions that are ready to be submitted, each with a listed service and an uploaded file, in the stores themselves.
 * @param accountId whose they are; each has an owner of its own when it is missing
 */
export async function cloneInstitutions(
  endpoints: InfraEndpoints,
  instance: string,
  count: number,
  accountId?: string,
): Promise<Seeded[]> {
  const mongo = await MongoClient.connect(endpoints.mongodbUrl, { ignoreUndefined: true });
  const open = (service: string): Db => mongo.db(databaseNameOf(instance, service));
  try {
    const seeds = Array.from({ length: count }, () => ({
      institutionId: newId(),
      version: 1,
      unitCode: aUnitCode('91320100'),
      accountId: accountId ?? newId(),
      fileIds: [newId()],
      serviceIds: [newId()],
    }));
    await insert(open('institution'), 'institutions', seeds.map(institutionOf));
    await insert(open('catalog'), 'services', seeds.map(serviceOf));
    await insert(
      open('files'),
      'attachments',
      seeds.flatMap(({ fileIds, accountId }) => fileIds.map((id) => attachmentOf(id, accountId, 'jiangsu'))),
    );
    return seeds;
  } finally {
    await mongo.close();
  }
}

function institutionOf({ institutionId, accountId, unitCode, fileIds, serviceIds }: Seeded): Draft {
  const contact = { contactName: '王晓燕', contactPhone: '13800000000' };
  const file = fileIds[0] ?? '';
  const registration: RegistrationForm = {
    hostName: '南京紫金分析测试有限公司',
    unitKind: 'enterprise',
    unitCode,
    legalRepresentative: '李明',
    province: '江苏省',
    address: '南京市玄武区珠江路 1 号',
    licenceFileId: file,
    ...contact,
  };
  const shop: ShopForm = {
    shopName: '紫金分析测试',
    introduction: '面向中小企业的分析测试服务',
    serviceFields: ['环境检测'],
    serviceHours: '工作日 9:00-17:00',
    logoFileId: file,
    ...contact,
  };
  const qualification: QualificationForm = {
    statement: '具备检测能力，愿意承接创新券服务',
    managementSystem: '有完善的对外服务管理制度',
    serviceIds,
    attachmentIds: [file],
  };
  const application = (draft: object): object => ({ status: 'draft', revision: 0, draft });
  return {
    _id: institutionId,
    programmeId: 'jiangsu',
    track: 'inspectionTesting',
    ownerAccountId: accountId,
    name: '',
    voucherShop: false,
    stages: {
      registration: application(registration),
      shop: application(shop),
      qualification: application(qualification),
    },
  };
}

function serviceOf({ institutionId, accountId, serviceIds }: Seeded): Draft {
  return {
    _id: serviceIds[0] ?? '',
    programmeId: 'jiangsu',
    institutionId,
    ownerAccountId: accountId,
    track: 'inspectionTesting',
    kind: 'inspectionTesting',
    voucher: false,
    application: { status: 'approved', revision: 1, draft: {} },
    listing: { name: '水中重金属元素含量测定' },
  };
}
