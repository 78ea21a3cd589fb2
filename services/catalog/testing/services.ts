import { newId } from '@kequan/contracts';
import type { Form } from '@kequan/kit';

/** A complete form of a service; every call gives a new one. */
export function completeService(more: Form = {}): Form {
  return {
    name: '高效液相色谱分析',
    testingField: '化学分析',
    description: '按标准方法测定样品中的有机物。',
    standards: ['GB/T 16631-2008'],
    priceFen: 120_000,
    priceUnit: '样品',
    turnaroundWorkingDays: 5,
    attachmentIds: [newId()],
    ...more,
  };
}
