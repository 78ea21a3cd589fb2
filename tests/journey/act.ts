import type { ApplicationStatus } from '@kequan/contracts';
import { call, see } from './actions/call';
import { decideTask } from './actions/decide';
import { formOf } from './actions/form';
import { importRecords } from './actions/import-records';
import { payOut } from './actions/pay-out';
import { readLedger } from './actions/ledger';
import { readMall, readNotice, readTracker } from './actions/read';
import { signIn, signUp } from './actions/accounts';
import { allocate, enrolOutside, signInOutside } from './actions/outside-accounts';
import { uploadFile } from './actions/upload';
import { clientOf, ownOf, setOwn, valueOf, type Run } from './run';
import type { Step } from './script';

/** What a step came to. */
export interface Outcome {
  status?: ApplicationStatus | undefined;
  /** What the actor sees, when it is more than a status. */
  seen?: string;
}

/** Does one step over the public API. @throws Refused when the system says no */
export async function act(run: Run, step: Step): Promise<Outcome> {
  switch (step.does) {
    case 'signUp':
      return signUp(run, step.actor);
    case 'signIn':
      return signIn(run, step.actor);
    case 'enrolOutside':
      return enrolOutside(run, step);
    case 'signInOutside':
      return signInOutside(run, step.actor);
    case 'allocate':
      return allocate(run, step);
    case 'createInstitution': {
      const actor = run.journey.actors[step.actor];
      const track = (actor?.kind === 'applicant' ? actor.track : undefined) ?? run.journey.track;
      const view = await clientOf(run, step.actor).institution.create(track);
      setOwn(run, step.actor, 'institutionId', view.institutionId);
      return {};
    }
    case 'upload':
      return uploadFile(run, step);
    case 'saveStage': {
      const { institution } = clientOf(run, step.actor);
      const view = await institution.saveDraft(
        ownOf(run, step.actor, 'institutionId'),
        step.stage,
        formOf(run, step),
      );
      return { status: view.stages[step.stage]?.status };
    }
    case 'submitStage': {
      const { institution } = clientOf(run, step.actor);
      const view = await institution.submit(ownOf(run, step.actor, 'institutionId'), step.stage);
      return { status: view.stages[step.stage]?.status };
    }
    case 'importRecords':
      return importRecords(run, step);
    case 'createService': {
      const { catalog } = clientOf(run, step.actor);
      const view = await catalog.create(ownOf(run, step.actor, 'institutionId'), step.kind);
      run.values.set(step.as, view.serviceId);
      return {};
    }
    case 'saveService': {
      const { catalog } = clientOf(run, step.actor);
      return { status: (await catalog.saveDraft(valueOf(run, step.service), formOf(run, step))).status };
    }
    case 'submitService':
      return { status: (await clientOf(run, step.actor).catalog.submit(valueOf(run, step.service))).status };
    case 'decide':
      return decideTask(run, step);
    case 'call':
      return call(run, step);
    case 'see':
      return see(run, step);
    case 'readLedger':
      return readLedger(run, step.actor);
    case 'payOut':
      return payOut(run, step);
    case 'readTracker':
      return readTracker(run, step.actor);
    case 'readNotice':
      return readNotice(run);
    case 'readMall':
      return readMall(run, step.service);
  }
}
