import { ApplicationFailure } from '@temporalio/common';
import {
  CHINA_CALENDAR,
  isOver,
  JUDGEMENT_OF,
  moveDeadlines,
  newId,
  reckonDeadlines,
  type AdmittedUser,
  type CalendarActivities,
  type CatalogActivities,
  type Deadlines,
  type DealStep,
  type DealSummary,
  type EndedWait,
  type FailureCode,
  type FilesActivities,
  type InstitutionActivities,
  type LeadsToWait,
  type OpenTask,
  type OrderableService,
  type ReviewActivities,
  type SettlementActivities,
  type SubmissionSummary,
  type TaskToOpen,
  type TradeActivities,
  type VoucherActivities,
  type Waiting,
  type WorkingCalendar,
} from '@kequan/contracts';

/** The voucher user whom the stand-in for institution knows. */
export const ADMITTED_USER: AdmittedUser = {
  name: '西安高新精密机械有限公司',
  unitCode: '91610131MA6TYCTX3U',
  userKind: 'sme',
  registeredOn: '2021-05-18',
  accountId: newId(),
};

/** The service that the stand-in for catalog lists. */
export const ORDERABLE_SERVICE: OrderableService = {
  serviceId: newId(),
  institutionId: newId(),
  providerAccountId: newId(),
  title: '金属材料拉伸试验',
  kind: 'inspectionTesting',
  priceFen: 80_000,
  priceUnit: '件',
  voucher: true,
};

/** The services at the border of the workflows. */
export interface Services {
  institution: InstitutionActivities;
  catalog: CatalogActivities;
  review: ReviewActivities;
  files: FilesActivities;
  voucher: VoucherActivities;
  trade: TradeActivities;
  settlement: SettlementActivities;
}
export type ServiceName = keyof Services;

type Steps = InstitutionActivities &
  CatalogActivities &
  ReviewActivities &
  FilesActivities &
  VoucherActivities &
  TradeActivities &
  SettlementActivities;
export type StepName = keyof Steps;

/**
 * A calendar that knows all days that a test comes to: what waits for its end depends neither on the day of the test nor on the years
 * that the server skips.
 */
const KNOWN_FOR_LONG: WorkingCalendar = { ...CHINA_CALENDAR, knownUntil: '9999-12-31' };

const DAY_MS = 24 * 3_600_000;
/** What every application of these tests asks for. */
export const REQUESTED_FEN = 10_000_000;

/** What every order of these tests takes from its voucher. */
export const ORDERED_FEN = 40_000;

/** One call of an activity, as the service heard it. */
export interface Call<Name extends StepName = StepName> {
  step: Name;
  input: Parameters<Steps[Name]>[0];
  atMs: number;
  /** Whether it was refused, and so had no effect. */
  refused?: true;
}

/** Recording stand-ins for the services: they answer at once, and fail when they are told to. */
export class Fakes {
  readonly calls: Call[] = [];
  /** The tasks that a reviewer has taken from his inbox. */
  readonly seenTasks = new Set<string>();
  private readonly faults = new Map<StepName, (() => Promise<void>)[]>();
  private revision = 0;
  /** Whether a voucher may pay for the service now. */
  takesVouchers = true;
  /** How many payouts settlement has due. */
  dueCount = 2;
  /** Whose payouts nobody objected to. */
  paidInstitutionIds = [newId(), newId()];
  /** How many lines the bank leaves unanswered, look by look; then none. */
  readonly pendingCounts: number[] = [];
  private readonly releasedBy = new Set<string>();

  /** @param nowMs the server's time */
  constructor(private readonly nowMs: () => Promise<number>) {}

  /** Lets the next calls of a step fail as the worker of a service puts it, or by a fault (`fault`). */
  failNext(step: StepName, reason: FailureCode | 'fault', times = 1): void {
    this.onNext(
      step,
      async () => {
        if (reason === 'fault') throw new Error('the store is away');
        const nonRetryable = JUDGEMENT_OF[reason] === 'final';
        throw ApplicationFailure.create({ message: reason, type: reason, nonRetryable, details: [{}, []] });
      },
      times,
    );
  }

  /** Does something in the next calls of a step, before they answer. */
  onNext(step: StepName, act: () => Promise<void>, times = 1): void {
    const queue = this.faults.get(step) ?? [];
    this.faults.set(step, [...queue, ...Array.from({ length: times }, () => act)]);
  }

  /** The calls of one step, in order. */
  of<Name extends StepName>(step: Name): Call<Name>[] {
    return this.calls.filter((call) => call.step === step) as Call<Name>[];
  }

  /** The inputs of the calls of one step, in order. */
  inputsOf<Name extends StepName>(step: Name): Call<Name>['input'][] {
    return this.of(step).map(({ input }) => input);
  }

  /** The tasks that events of recorded steps opened. */
  readonly told: TaskToOpen[] = [];
  /** The tasks that processes opened, by a step of review's or by an event. */
  get tasks(): Pick<OpenTask, 'taskId' | 'workflowId'>[] {
    return [...this.inputsOf('openTask'), ...this.told];
  }

  /** The calendar by which every home reckons. */
  calendar: WorkingCalendar = KNOWN_FOR_LONG;
  private readonly reckon: CalendarActivities['reckon'] = async (input) => {
    await this.called('reckon', input);
    const { clock, sinceMs, told } = input;
    return told ? moveDeadlines(this.calendar, clock, told) : reckonDeadlines(this.calendar, clock, sinceMs);
  };

  readonly services: Services = {
    institution: {
      reckon: this.reckon,
      reserveUnitCode: (input) => this.called('reserveUnitCode', input),
      releaseUnitCode: (input) => this.called('releaseUnitCode', input),
      recordStageSubmission: (input) => this.submitted('recordStageSubmission', input),
      recordStageOutcome: (input) => this.called('recordStageOutcome', input),
      recordStageWithdrawal: (input) => this.called('recordStageWithdrawal', input),
      publishEntryNotice: async (input) => {
        await this.called('publishEntryNotice', input);
        return { noticeNumber: '苏科券入库〔2026〕1号' };
      },
      requireOpenShop: (input) => this.called('requireOpenShop', input),
      requireAdmittedUser: async (input) => {
        await this.called('requireAdmittedUser', input);
        return ADMITTED_USER;
      },
      requireTradingParties: async (input) => {
        await this.called('requireTradingParties', input);
        return { user: ADMITTED_USER, providerName: ORDERABLE_SERVICE.title };
      },
      payeesOf: async (input) => {
        await this.called('payeesOf', input);
        return input.institutionIds.map((institutionId) => ({
          institutionId,
          accountName: ADMITTED_USER.name,
          bankName: '西安银行高新支行',
          sealedBankAccountNo: 'sealed',
        }));
      },
    },
    catalog: {
      reckon: this.reckon,
      recordServiceSubmission: (input) => this.submitted('recordServiceSubmission', input),
      recordServiceOutcome: (input) => this.called('recordServiceOutcome', input),
      recordServiceWithdrawal: (input) => this.called('recordServiceWithdrawal', input),
      submitRecord: (input) => this.submitted('submitRecord', input),
      decideRecord: (input) => this.called('decideRecord', input),
      withdrawRecord: (input) => this.called('withdrawRecord', input),
      requireListedServices: (input) => this.called('requireListedServices', input),
      setVoucherServices: (input) => this.called('setVoucherServices', input),
      requireOrderable: async (input) => {
        await this.called('requireOrderable', input);
        return { ...ORDERABLE_SERVICE, serviceId: input.serviceId, voucher: this.takesVouchers };
      },
    },
    review: {
      openTask: (input) => this.called('openTask', input),
      nudgeTask: (input) => this.called('nudgeTask', input),
    },
    files: { attach: (input) => this.called('attach', input) },
    voucher: {
      reckon: this.reckon,
      recordApplication: async (input) => ({
        ...(await this.submitted('recordApplication', input)),
        requestedFen: REQUESTED_FEN,
      }),
      recordApplicationOutcome: (input) => this.called('recordApplicationOutcome', input),
      recordApplicationWithdrawal: (input) => this.called('recordApplicationWithdrawal', input),
      commitBudget: (input) => this.called('commitBudget', input),
      releaseBudget: (input) => this.called('releaseBudget', input),
      issueVoucher: async (input) => {
        await this.called('issueVoucher', input);
        const expiresAtMs = (await this.nowMs()) + input.validityDays * DAY_MS;
        return { voucherId: input.applicationId, expiresAtMs };
      },
      remindHolder: (input) => this.called('remindHolder', input),
      expireVoucher: (input) => this.called('expireVoucher', input),
      returnVoucher: (input) => this.called('returnVoucher', input),
      holdVoucher: (input) => this.called('holdVoucher', input),
      releaseHold: (input) => this.called('releaseHold', input),
      captureHold: (input) => this.called('captureHold', input),
      reopenHold: (input) => this.called('reopenHold', input),
    },
    trade: {
      reckon: this.reckon,
      recordDealStep: async (input) => {
        await this.called('recordDealStep', input);
        const { step } = input;
        if ('opens' in step && step.opens) this.told.push(step.opens);
        const wait = step.kind === 'lapse' || step.kind === 'confirm' ? step.wait : undefined;
        const waiting = wait && (await this.stillWaiting(wait));
        if (waiting) return { ...this.deal, deadlines: waiting };
        if (step.kind === 'postpone') return { ...this.deal, ...this.postponed(step, input) };
        return { ...this.deal, ...(await this.waiting(input)) };
      },
      reserveInvoiceNumber: (input) => this.called('reserveInvoiceNumber', input),
      releaseInvoiceNumber: (input) => this.called('releaseInvoiceNumber', input),
    },
    settlement: {
      reckon: this.reckon,
      orderPayout: (input) => this.called('orderPayout', input),
      collectDue: async (input) => {
        await this.called('collectDue', input);
        return { lineCount: this.dueCount };
      },
      publishNotice: (input) => this.called('publishNotice', input),
      awaitRelease: (input) => this.called('awaitRelease', input),
      recordRelease: async (input) => {
        await this.called('recordRelease', input);
        this.releasedBy.add(input.releasedBy);
        return { releases: this.releasedBy.size };
      },
      releaseLines: async (input) => {
        await this.called('releaseLines', input);
        return { institutionIds: this.paidInstitutionIds };
      },
      makeBankFile: async (input) => {
        await this.called('makeBankFile', input);
        return { lineCount: input.payees.length };
      },
      sendBankFile: (input) => this.called('sendBankFile', input),
      readConfirmation: async (input) => {
        await this.called('readConfirmation', input);
        return { pendingCount: this.pendingCounts.shift() ?? 0 };
      },
      tellEnds: (input) => this.called('tellEnds', input),
      settleBatch: async (input) => {
        await this.called('settleBatch', input);
        return { paidCount: this.dueCount, returnedCount: 0 };
      },
      dissolveBatch: (input) => this.called('dissolveBatch', input),
      recordObjection: async (input) => {
        await this.called('recordObjection', input);
        const { name: title, accountId: applicantAccountId } = ADMITTED_USER;
        return { title, revision: 1, applicantAccountId, ...(await this.waiting(input)) };
      },
      decideObjection: (input) => this.called('decideObjection', input),
      tellEnd: (input) => this.called('tellEnd', input),
    },
  };

  /** What a home answers of the wait that a step leads to. */
  private async waiting({ clock }: LeadsToWait): Promise<Waiting> {
    return clock ? { deadlines: reckonDeadlines(this.calendar, clock, await this.nowMs()) } : {};
  }

  /** A day is agreed once both sides have named it. */
  private postponed(step: Extract<DealStep, { kind: 'postpone' }>, { clock }: LeadsToWait): Waiting {
    const isAgreed = this.proposed?.on === step.completionOn && this.proposed.by !== step.party;
    this.proposed = { on: step.completionOn, by: step.party };
    if (!isAgreed || !clock) return {};
    return { deadlines: reckonDeadlines(this.calendar, clock, Date.parse(step.completionOn)) };
  }
  private proposed: { on: string; by: string } | undefined;

  /** Trade's judgement of a wait; undefined when it is over. */
  private async stillWaiting({ clock, told }: EndedWait): Promise<Deadlines | undefined> {
    const moved = moveDeadlines(this.calendar, clock, told);
    const nowMs = await this.nowMs();
    if (isOver(moved, this.calendar, nowMs)) return undefined;
    return nowMs < moved.dueAtMs ? moved : { ...moved, dueAtMs: nowMs + 7 * DAY_MS };
  }

  private readonly deal: DealSummary = {
    title: `${ADMITTED_USER.name} · ${ORDERABLE_SERVICE.title}`,
    revision: 1,
    applicantAccountId: ADMITTED_USER.accountId,
    providerInstitutionId: ORDERABLE_SERVICE.institutionId,
    providerAccountId: ORDERABLE_SERVICE.providerAccountId,
    voucherFen: ORDERED_FEN,
  };

  private async called<Name extends StepName>(step: Name, input: Call<Name>['input']): Promise<void> {
    const call: Call = { step, input, atMs: await this.nowMs() };
    this.calls.push(call);
    try {
      await this.faults.get(step)?.shift()?.();
    } catch (error) {
      if (error instanceof ApplicationFailure && error.nonRetryable) call.refused = true;
      throw error;
    }
  }

  private async submitted(
    step: 'recordStageSubmission' | 'recordServiceSubmission' | 'submitRecord' | 'recordApplication',
    input: Call<typeof step>['input'],
  ): Promise<SubmissionSummary> {
    await this.called(step, input);
    this.revision += 1;
    const summary = {
      title: '江苏省精测研究院',
      revision: this.revision,
      applicantAccountId: input.submittedBy,
    };
    return { ...summary, ...(await this.waiting(input)) };
  }
}
