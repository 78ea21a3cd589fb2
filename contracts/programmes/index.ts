import {
  isProviderTrack,
  Programme,
  type FormName,
  type OnboardingStage,
  type ProviderTrackName,
  type Track,
  type TrackName,
  type TrackStage,
} from '../programme';
import { failure } from '../failures';
import jiangsu from './jiangsu.json';
import shaanxi from './shaanxi.json';

/** The programmes that come with the product, checked by the schema when the module is loaded. */
const PROGRAMMES: ReadonlyMap<string, Programme> = new Map(
  [jiangsu, shaanxi].map((data) => [data.programmeId, Programme.parse(data)]),
);

/** All programmes of this installation. */
export function allProgrammes(): Programme[] {
  return [...PROGRAMMES.values()];
}

/** The programme of an id. @throws Failure `ProgrammeUnknown` */
export function programmeOf(programmeId: string): Programme {
  const programme = PROGRAMMES.get(programmeId);
  if (!programme) throw failure('ProgrammeUnknown', { programmeId });
  return programme;
}

/** A provider's track of a programme. @throws Failure `ProgrammeUnknown`, `TrackUnknown` */
export function trackOf(programmeId: string, name: ProviderTrackName): Track {
  const track = programmeOf(programmeId).tracks[name];
  if (!track) throw failure('TrackUnknown', { programmeId, track: name });
  return track;
}

/** The stages of any track of a programme, in order. @throws Failure `ProgrammeUnknown`, `TrackUnknown` */
export function stagesOf(programmeId: string, name: TrackName): TrackStage[] {
  if (isProviderTrack(name)) return trackOf(programmeId, name).stages;
  const { clock, automaticPass } = programmeOf(programmeId).enrolment;
  return [{ stage: 'enrolment', clock, automaticPass, reopenable: true }];
}

/** The form that a stage of a track fills in. @throws Failure `ProgrammeUnknown`, `TrackUnknown` */
export function formOfStage(programmeId: string, name: TrackName, stage: OnboardingStage): FormName {
  return stage === 'registration' && isProviderTrack(name) ? trackOf(programmeId, name).registration : stage;
}
