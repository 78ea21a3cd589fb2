export { demoPassword, hostEnvironment } from './host-environment';
export type { HostEnvironmentOptions } from './host-environment';
export type { Infra, InfraEndpoints, InfraOptions, InfraPart, PartName, Say } from './infra-types';
export { defaultDataDir, repositoryFolder } from './paths';
export { testServerPath } from './parts/test-server';
export { readLiveRun } from './process/run-file';
export type { RunFile } from './process/run-file';
export { startInfra } from './start-infra';
