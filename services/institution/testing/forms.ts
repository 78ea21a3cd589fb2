import { newId, type OnboardingStage } from '@kequan/contracts';
import type { Form } from '@kequan/kit';
import { newCreditCode } from './credit-code';
import { completeEnrolment } from './enrolment';

/** A complete form of each stage; every call gives a new one. */
export const completeForms: Record<OnboardingStage, () => Form> = {
  registration: () => ({
    hostName: '南京紫金分析测试有限公司',
    unitKind: 'enterprise',
    unitCode: newCreditCode(),
    legalRepresentative: '王建国',
    province: '江苏省',
    address: '南京市玄武区长江路1号',
    contactName: '李敏',
    contactPhone: '13800138000',
    licenceFileId: newId(),
  }),
  shop: () => ({
    shopName: '紫金检测',
    introduction: '色谱与质谱分析',
    serviceFields: ['化学分析'],
    serviceHours: '工作日 9:00-17:00',
    contactName: '李敏',
    contactPhone: '13800138000',
    logoFileId: newId(),
  }),
  qualification: () => ({
    statement: '自愿加入',
    managementSystem: '制度齐全',
    serviceIds: [newId()],
    attachmentIds: [newId()],
  }),
  enrolment: () => completeEnrolment(),
};
