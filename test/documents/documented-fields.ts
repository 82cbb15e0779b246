/*
 * The fields that the two documents name, by kind. A field of both generations stands once. `a.b` is the field b of a,
 * of each element of a, or of each value of a.
 */
const error = (field: string, more: readonly string[] = []) =>
  ['', '.code', '.message', ...more].map((inner) => `${field}${inner}`);
const sourced = (field: string) => error(field, ['.source']);
const place = (side: '_exportId' | '_importId') =>
  `bearerToken ${side} _connectionId _flowId _integrationId _parentIntegrationId settings configuration`.split(' ');
const wrapper = (side: '_exportId' | '_importId') => [
  ...`bearerToken ${side} _flowId _integrationId settings configuration`.split(' '),
  ...['', '.encrypted', '.unencrypted'].map((inner) => `connection${inner}`),
];
const submission = [
  ...['', '.statusCode', '.ignored', '.id', '._json', '.dataURI'].map((inner) => `responseData${inner}`),
  ...sourced('responseData.errors'),
];
const installed = ['bearerToken', '_integrationId', 'opts'];
const words = (text: string) => text.split(' ');

/** The documented options of each kind. */
export const options: Readonly<Record<string, readonly string[]>> = {
  preSavePage: [
    ...place('_exportId'),
    ...words('data pageIndex lastExportDateTime currentExportDateTime preview'),
    ...error('errors', ['.source', '.retryDataKey']),
    ...words('files files.fileMeta files.fileMeta.fileName'),
    ...words('retryData retryData.data retryData.stage retryData.traceKey'),
  ],
  preMap: [...place('_importId'), 'data'],
  postMap: [...place('_importId'), 'preMapData', 'postMapData'],
  postSubmit: [...place('_importId'), 'preMapData', 'postMapData', ...submission],
  postResponseMap: [
    ...words('bearerToken _exportId _importId _connectionId _flowId _integrationId _parentIntegrationId settings'),
    ...words('postResponseMapData oneToMany pathToMany'),
    ...submission,
    'responseData.data',
  ],
  postAggregate: [
    ...place('_importId'),
    ...['', '.success', '._json', '.code', '.message', '.source'].map((inner) => `postAggregateData${inner}`),
  ],
  formInit: words('bearerToken resource parentResource grandparentResource license parentLicense'),
  preSave: words('bearerToken newResource oldResource'),
  step: words('bearerToken formSubmission _connectionId resource parentResource license parentLicense'),
  initChild: words('bearerToken parentIntegration parentLicense'),
  update: words('bearerToken resource license'),
  changeEdition: words('bearerToken fromEdition toEdition integration license'),
  ping: words('bearerToken connection connection.encrypted connection.unencrypted _exportId _importId'),
  export: [
    ...wrapper('_exportId'),
    ...words('type delta delta.dateField delta.lastExecutionTime once once.booleanField test test.limit state data'),
  ],
  import: [...wrapper('_importId'), 'preMapData', 'postMapData'],
  connectorInstaller: [...installed, '_connectorId'],
  integrationInstaller: installed,
  connectorUpdate: installed,
  preUninstall: installed,
  integrationUninstaller: installed,
  connectorUninstaller: installed,
  persistSettings: [...installed, 'pending'],
  refreshMetadata: installed,
  connectorChangeEdition: installed,
  getMappingMetadata: words('bearerToken _integrationId version'),
};

/** The documented fields of each kind's response. */
export const responses: Readonly<Record<string, readonly string[]>> = {
  preSavePage: [
    ...words('data abort newErrorsAndRetryData newErrorsAndRetryData.retryData newErrorsAndRetryData.errors'),
    ...sourced('errors'),
  ],
  preMap: ['data', ...sourced('errors')],
  postMap: ['data', ...sourced('errors')],
  postSubmit: [...words('statusCode ignored id _json dataURI'), ...sourced('errors')],
  initChild: words('name installSteps'),
  ping: ['statusCode', ...error('errors')],
  export: [...words('connectionOffline data lastPage state'), ...error('errors')],
  import: [...words('statusCode id ignored'), ...error('errors')],
  integrationInstaller: words('success stepsToUpdate'),
  preUninstall: words('success stepsToUpdate'),
  integrationUninstaller: words('success stepsToUpdate'),
  persistSettings: words('success pending'),
};
