import { event, newId } from '@kequan/contracts';
import { processesOf } from './processes';

const of = { programmeId: 'shaanxi', institutionId: newId(), applicantAccountId: newId(), title: '某企业' };

describe('the processes that events tell of', () => {
  test('when an enrolment and an application are told of twice, then each process is named once', () => {
    const applicationId = newId();
    const told = [
      event('kequan.institution.stage-submitted.v1', {
        ...of,
        track: 'voucherUser',
        stage: 'enrolment',
        revision: 1,
        submittedBy: newId(),
      }),
      ...[1, 2].map((revision) =>
        event('kequan.voucher.application-submitted.v1', {
          ...of,
          applicationId,
          revision,
          submittedBy: newId(),
          requestedFen: 100,
        }),
      ),
    ];

    expect(processesOf(told)).toEqual([`enrolment/${of.institutionId}`, `issuance/${applicationId}`]);
  });
});
