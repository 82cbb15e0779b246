export type { Rate } from './bucket.ts';
export type { PlatformSettings, RequestSettings } from './client.ts';
export type {
  Connections,
  ExportedPage,
  ImportedRecord,
  ProxiedRequest,
  VirtualExport,
  VirtualImport,
} from './connections.ts';
export { isPlatformError, PlatformError, type PlatformProblem } from './error.ts';
export type { LookupCaches, LookupEntry, LookupQuery } from './lookup-caches.ts';
export { createPlatform, type Platform } from './platform.ts';
export { type MappedError, type MappedRecord, type MapSettings, mapRecords } from './records.ts';
export type { Query, Reads, Resource, Resources, SavedResource } from './resources.ts';
export type { Exports, Flows, Imports, Jobs, RunRequest, Unsaved, VirtualRun } from './runs.ts';
export type { State, StateOwner, StateStore } from './state.ts';
