import type { Keyed, Message, Notice, Question } from '@kequan/contracts';
import type { OpenProcess, SignalToOpen } from './open-processes';

/** A process to be started, or gone on with when it runs already. */
export interface ProcessToStart {
  workflowType: string;
  workflowId: string;
  /** The service whose worker runs it: the process's home. */
  home: string;
  input: unknown;
  /** One line for the Temporal UI, at most 200 bytes; no personal data. */
  summary: string;
}

/** A process that Temporal begins by the calendar; while one runs, the next is left out. */
export interface ScheduledProcess {
  scheduleId: string;
  /** Five fields, in the time zone. */
  cron: string;
  timeZone: string;
  /** Temporal adds the time to the id. */
  process: ProcessToStart;
}

/**
 * How the routes of a service speak to processes. A message is recognised by its key, so that a repetition does no harm; what was
 * refused is judged anew (docs/reference/keys-and-refusals.md).
 */
export interface Processes {
  /** Starts the process when it does not run, and gives it the message, in one round trip. @throws the process's Failure, `Unavailable` */
  startOrUpdate<Input extends Keyed, Answer>(
    process: ProcessToStart,
    message: Message<Input, Answer>,
    input: NoInfer<Input>,
  ): Promise<Answer>;
  /** Gives a running process a message. @throws the process's Failure, `NotFound` when no such process runs, `Unavailable` */
  update<Input extends Keyed, Answer>(
    workflowId: string,
    message: Message<Input, Answer>,
    input: NoInfer<Input>,
  ): Promise<Answer>;
  /** Tells a running process something, without an answer; one that has ended needs no telling. @throws `Unavailable` */
  signal<Input extends object>(
    workflowId: string,
    notice: Notice<Input>,
    input: NoInfer<Input>,
  ): Promise<void>;
  /** Tells all open processes of a home something, once for each job. @throws `Unavailable` */
  signalOpen(told: SignalToOpen): Promise<void>;
  /** The open processes of which a visibility query holds, with what they tell of themselves. @throws `Unavailable` */
  listOpen(query: string): Promise<OpenProcess[]>;
  /** Asks a process; undefined when there is none. @throws `Unavailable` */
  query<Answer>(workflowId: string, question: Question<Answer>): Promise<Answer | undefined>;
  /** Has a process begun again and again; a Schedule of the same id is brought up to date. @throws `Unavailable` */
  schedule(scheduled: ScheduledProcess): Promise<void>;
}
