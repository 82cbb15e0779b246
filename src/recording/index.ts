export type { HiddenKind } from './hidden-kinds.ts';
export { type Recorder, recorder } from './recorder.ts';
export type { RecorderSettings, RecordingSink } from './recorder-settings.ts';
export type { HttpExchange, RecordedAddress, Recording } from './recording.ts';
export { createS3Sink, type S3Putter, type S3SinkSettings } from './s3-sink.ts';
