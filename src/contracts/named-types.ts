/*
 * The types of options and responses, each with a name of its own: editors and the compiler show the name and not the
 * whole shape. The shapes and their sentences are those of the contracts.
 */
import type { AnyRecord, AuthorType, Placeholders } from './author-types.ts';
import type { contracts } from './registry.ts';
import type { connectionFields, recordErrorFields } from './schemas.ts';

type Contracts = typeof contracts;

/** The types that an author names beside the record. */
type More = Partial<Placeholders>;

type Filled<R, M extends More> = Omit<Placeholders, keyof M | 'record'> &
  M & {
    record: R;
    recordError: RecordError;
    connection: Connection<
      M extends { encrypted: infer E } ? E : AnyRecord,
      M extends { unencrypted: infer U } ? U : AnyRecord
    >;
  };

type Options<K extends keyof Contracts, R, M extends More> = AuthorType<Contracts[K]['options'], Filled<R, M>>;
type Response<K extends keyof Contracts, R, M extends More = object> = AuthorType<
  Contracts[K]['response'],
  Filled<R, M>
>;

/** Beside the shape of a contract: a type with one base and no more is shown as its base when a field is missing. */
type Named = object;

/** One error of a record or a page. */
export interface RecordError extends AuthorType<ReturnType<typeof recordErrorFields>, object>, Named {}

/** The connection of a wrapper. */
export interface Connection<Encrypted = AnyRecord, Unencrypted = AnyRecord>
  extends AuthorType<ReturnType<typeof connectionFields>, { encrypted: Encrypted; unencrypted: Unencrypted }>,
    Named {}

/** The options of `preSavePage`. */
export interface PreSavePageOptions<R = AnyRecord, M extends More = object>
  extends Options<'preSavePage', R, M>,
    Named {}

/** The options of `preMap`. */
export interface PreMapOptions<R = AnyRecord, M extends More = object> extends Options<'preMap', R, M>, Named {}

/** The options of `postMap`. */
export interface PostMapOptions<R = AnyRecord, M extends More = object> extends Options<'postMap', R, M>, Named {}

/** The options of `postSubmit`. */
export interface PostSubmitOptions<R = AnyRecord, M extends More = object> extends Options<'postSubmit', R, M>, Named {}

/** The options of `postResponseMap`. */
export interface PostResponseMapOptions<R = AnyRecord, M extends More = object>
  extends Options<'postResponseMap', R, M>,
    Named {}

/** The options of `postAggregate`. */
export interface PostAggregateOptions<R = AnyRecord, M extends More = object>
  extends Options<'postAggregate', R, M>,
    Named {}

/** The options of `ping`. */
export interface PingOptions<R = AnyRecord, M extends More = object> extends Options<'ping', R, M>, Named {}

/** The options of `export`. */
export interface ExportOptions<R = AnyRecord, M extends More = object> extends Options<'export', R, M>, Named {}

/** The options of `import`. */
export interface ImportOptions<R = AnyRecord, M extends More = object> extends Options<'import', R, M>, Named {}

/** The options of `formInit`. */
export interface FormInitOptions<R = AnyRecord, M extends More = object> extends Options<'formInit', R, M>, Named {}

/** The options of `preSave`. */
export interface PreSaveOptions<R = AnyRecord, M extends More = object> extends Options<'preSave', R, M>, Named {}

/** The options of `step`. */
export interface StepOptions<R = AnyRecord, M extends More = object> extends Options<'step', R, M>, Named {}

/** The options of `initChild`. */
export interface InitChildOptions<R = AnyRecord, M extends More = object> extends Options<'initChild', R, M>, Named {}

/** The options of `update`. */
export interface UpdateOptions<R = AnyRecord, M extends More = object> extends Options<'update', R, M>, Named {}

/** The options of `changeEdition`. */
export interface ChangeEditionOptions<R = AnyRecord, M extends More = object>
  extends Options<'changeEdition', R, M>,
    Named {}

/** The options of `connectorInstaller`. */
export interface ConnectorInstallerOptions<R = AnyRecord, M extends More = object>
  extends Options<'connectorInstaller', R, M>,
    Named {}

/** The options of `integrationInstaller`. */
export interface IntegrationInstallerOptions<R = AnyRecord, M extends More = object>
  extends Options<'integrationInstaller', R, M>,
    Named {}

/** The options of `connectorUpdate`. */
export interface ConnectorUpdateOptions<R = AnyRecord, M extends More = object>
  extends Options<'connectorUpdate', R, M>,
    Named {}

/** The options of `preUninstall`. */
export interface PreUninstallOptions<R = AnyRecord, M extends More = object>
  extends Options<'preUninstall', R, M>,
    Named {}

/** The options of `integrationUninstaller`. */
export interface IntegrationUninstallerOptions<R = AnyRecord, M extends More = object>
  extends Options<'integrationUninstaller', R, M>,
    Named {}

/** The options of `connectorUninstaller`. */
export interface ConnectorUninstallerOptions<R = AnyRecord, M extends More = object>
  extends Options<'connectorUninstaller', R, M>,
    Named {}

/** The options of `persistSettings`. */
export interface PersistSettingsOptions<R = AnyRecord, M extends More = object>
  extends Options<'persistSettings', R, M>,
    Named {}

/** The options of `refreshMetadata`. */
export interface RefreshMetadataOptions<R = AnyRecord, M extends More = object>
  extends Options<'refreshMetadata', R, M>,
    Named {}

/** The options of `connectorChangeEdition`. */
export interface ConnectorChangeEditionOptions<R = AnyRecord, M extends More = object>
  extends Options<'connectorChangeEdition', R, M>,
    Named {}

/** The options of `getMappingMetadata`. */
export interface GetMappingMetadataOptions<R = AnyRecord, M extends More = object>
  extends Options<'getMappingMetadata', R, M>,
    Named {}

/** The options of `utility`. */
export interface UtilityOptions<R = AnyRecord, M extends More = object> extends Options<'utility', R, M>, Named {}

/** The response of `preSavePage`. */
export interface PreSavePageResponse<R = AnyRecord> extends Response<'preSavePage', R>, Named {}

/** What `preMap` does with one record. */
export interface PreMapAction<R = AnyRecord> extends Element<Response<'preMap', R>>, Named {}

/** What `postMap` does with one record. */
export interface PostMapAction<R = AnyRecord> extends Element<Response<'postMap', R>>, Named {}

/** The result of one submitted record, as `postSubmit` returns it. */
export interface SubmitResult extends Element<Response<'postSubmit', AnyRecord>>, Named {}

/** The response of `ping`. */
export interface PingResponse extends Response<'ping', AnyRecord>, Named {}

/** One page of a wrapper export, with the state for the next one. */
export interface ExportPage<R = AnyRecord, State extends AnyRecord = AnyRecord>
  extends Response<'export', R, { state: State }>,
    Named {}

/** The result of one record in a wrapper import. */
export interface ImportResult extends Element<Response<'import', AnyRecord>>, Named {}

/** The response of `initChild`. */
export interface InitChildResponse extends Response<'initChild', AnyRecord>, Named {}

/** The response of an installer or uninstaller (1.0). */
export interface InstallerResponse extends Response<'integrationInstaller', AnyRecord>, Named {}

/** The response of `persistSettings` (1.0). */
export interface PersistSettingsResponse extends Response<'persistSettings', AnyRecord>, Named {}

type Element<T extends readonly unknown[]> = T[number];

/** The named options of each kind. */
interface NamedOptions<R, M extends More> {
  preSavePage: PreSavePageOptions<R, M>;
  preMap: PreMapOptions<R, M>;
  postMap: PostMapOptions<R, M>;
  postSubmit: PostSubmitOptions<R, M>;
  postResponseMap: PostResponseMapOptions<R, M>;
  postAggregate: PostAggregateOptions<R, M>;
  ping: PingOptions<R, M>;
  export: ExportOptions<R, M>;
  import: ImportOptions<R, M>;
  formInit: FormInitOptions<R, M>;
  preSave: PreSaveOptions<R, M>;
  step: StepOptions<R, M>;
  initChild: InitChildOptions<R, M>;
  update: UpdateOptions<R, M>;
  changeEdition: ChangeEditionOptions<R, M>;
  connectorInstaller: ConnectorInstallerOptions<R, M>;
  integrationInstaller: IntegrationInstallerOptions<R, M>;
  connectorUpdate: ConnectorUpdateOptions<R, M>;
  preUninstall: PreUninstallOptions<R, M>;
  integrationUninstaller: IntegrationUninstallerOptions<R, M>;
  connectorUninstaller: ConnectorUninstallerOptions<R, M>;
  persistSettings: PersistSettingsOptions<R, M>;
  refreshMetadata: RefreshMetadataOptions<R, M>;
  connectorChangeEdition: ConnectorChangeEditionOptions<R, M>;
  getMappingMetadata: GetMappingMetadataOptions<R, M>;
  utility: UtilityOptions<R, M>;
}

/** The named responses of kinds whose response has a shape of its own. */
interface NamedResponses<R, M extends More> {
  preSavePage: PreSavePageResponse<R>;
  preMap: PreMapAction<R>[];
  postMap: PostMapAction<R>[];
  postSubmit: SubmitResult[];
  ping: PingResponse;
  export: ExportPage<R, M extends { state: infer S extends AnyRecord } ? S : AnyRecord>;
  import: ImportResult[];
  initChild: InitChildResponse;
  integrationInstaller: InstallerResponse;
  preUninstall: InstallerResponse;
  integrationUninstaller: InstallerResponse;
  persistSettings: PersistSettingsResponse;
}

/** The options of a kind. `R` is the author's record, `M` their settings, configuration and state. */
export type OptionsOf<K extends keyof Contracts, R = AnyRecord, M extends More = object> = NamedOptions<R, M>[K];

/** The response of a kind. */
export type ResponseOf<
  K extends keyof Contracts,
  R = AnyRecord,
  M extends More = object,
> = K extends keyof NamedResponses<R, M> ? NamedResponses<R, M>[K] : Response<K, R, M>;
