/*
 * The fields of the platform's documents, as its schemas and answers have them. `a.b` is the field b of a, or of each
 * element of a. What stands in captured data, in the parts of other adaptors and in rules is left out.
 */
const words = (text: string) => text.trim().split(/\s+/);

export const documentedFields = {
  flow: words(`
    _abstractFlowId _connectorId _exportId _flowGroupingId _id _importId _integrationId _keepDeltaBehindExportId
    _keepDeltaBehindFlowId _runNextExportIds _runNextFlowIds _sourceId _templateId aiDescription aliases
    autoResolveMatchingTraceKeys createdAt debugUntil description disabled draft draftExpiresAt free hidden
    isAbstract lastExecutedAt lastModified logging name numInstances overrides overridesHelper pageGenerators
    pageGenerators.__startDateHelper pageGenerators._exportId pageGenerators._id
    pageGenerators._keepDeltaBehindExportId pageGenerators._keepDeltaBehindFlowId pageGenerators.schedule
    pageGenerators.setupInProgress pageGenerators.skipRetries pageProcessors pageProcessors._exportId
    pageProcessors._importId pageProcessors.hooks pageProcessors.hooks.postResponseMap
    pageProcessors.hooks.postResponseMap._scriptId pageProcessors.hooks.postResponseMap.function
    pageProcessors.proceedOnFailure pageProcessors.responseMapping pageProcessors.responseMapping.fields
    pageProcessors.responseMapping.lists pageProcessors.setupInProgress pageProcessors.type preSave resolvedAt
    routers routers.branches routers.branches.branchId routers.branches.description routers.branches.inputFilter
    routers.branches.inputFilter.rules routers.branches.inputFilter.version routers.branches.name
    routers.branches.nextRouterId routers.branches.pageProcessors routers.id routers.name routers.nextRouterId
    routers.routeRecordsTo routers.routeRecordsUsing routers.script routers.script._scriptId
    routers.script.function runPageGeneratorsInParallel sandbox schedule settings settingsForm skipRetries
    timezone wizardState
  `),
  export: words(`
    __linkedLookupCacheIds _connectionId _connectorId _ediProfileId _id _integrationId _postParseListenerId
    _sourceId _templateId adaptorType aiDescription apiIdentifier apim as2 asynchronous createdAt
    dataURITemplate debugUntil delta delta.dateField delta.dateFormat delta.lagOffset delta.lastExecutionTime
    delta.startDate description distributed draft draftExpiresAt dynamodb file file.backupDirectory
    file.backupPath file.batchSize file.compressionFormat file.csv file.csv.columnDelimiter
    file.csv.disableQuoteAndStripEnclosingQuotes file.csv.hasHeaderRow file.csv.keyColumns file.csv.rowDelimiter
    file.csv.rowsToSkip file.csv.trimSpaces file.decrypt file.directory file.encoding file.fileDefinition
    file.filter file.groupByFields file.groupEmptyValues file.json file.json.resourcePath file.output
    file.purgeInternalBackup file.skipDelete file.sortByFields file.type file.xlsx file.xlsx.hasHeaderRow
    file.xml file.xml.resourcePath filesystem filter filter.expression filter.expression.rules
    filter.expression.version filter.rules filter.script filter.script._scriptId filter.script.function
    filter.type filter.version ftp groupByFields hooks hooks.preSavePage hooks.preSavePage._scriptId
    hooks.preSavePage._stackId hooks.preSavePage.configuration hooks.preSavePage.function http inputFilter
    inputFilter.expression inputFilter.expression.rules inputFilter.expression.version inputFilter.script
    inputFilter.script._scriptId inputFilter.script.function inputFilter.type isLookup jdbc lastModified
    mappings mockOutput mongodb name netsuite once once.booleanField oneToMany pageSize parsers pathToMany
    preSave rawData rdbms rest s3 salesforce sampleData sandbox settings settingsForm simple test test.limit
    traceKeyTemplate transform transform.expression transform.expression.rules
    transform.expression.rulesTwoDotZero transform.expression.version transform.script
    transform.script._scriptId transform.script.function transform.type type valueDelta webhook wrapper
    wrapper.configuration wrapper.function
  `),
  import: words(`
    _connectionId _connectorId _ediProfileId _id _integrationId _sourceId _templateId adaptorType aiAgent
    aiDescription apiIdentifier apim as2 assistant assistantMetadata blob blobKeyPath createdAt dataURITemplate
    debugUntil deleteAfterImport description distributed distributedAdaptorData draft draftExpiresAt dynamodb
    externalId file file.aggregation file.backupDirectory file.backupPath file.batchSize file.compressionFormat
    file.csv file.csv.columnDelimiter file.csv.includeHeader file.csv.replaceNewlineWithSpace
    file.csv.replaceTabWithSpace file.csv.rowDelimiter file.csv.truncateLastRowDelimiter file.csv.wrapWithQuotes
    file.delete file.directory file.encoding file.encrypt file.fileDefinition file.fileName file.json
    file.json.resourcePath file.lookups file.pgp file.purgeInternalBackup file.skipAggregation file.skipRename
    file.type file.xml file.xml.resourcePath filesystem filter filter.expression filter.expression.rules
    filter.expression.version filter.rules filter.script filter.script._scriptId filter.script.function
    filter.type filter.version ftp guardrail hooks hooks.postAggregate hooks.postAggregate._scriptId
    hooks.postAggregate._stackId hooks.postAggregate.configuration hooks.postAggregate.function hooks.postMap
    hooks.postMap._scriptId hooks.postMap._stackId hooks.postMap.configuration hooks.postMap.function
    hooks.postSubmit hooks.postSubmit._scriptId hooks.postSubmit._stackId hooks.postSubmit.configuration
    hooks.postSubmit.function hooks.preMap hooks.preMap._scriptId hooks.preMap._stackId
    hooks.preMap.configuration hooks.preMap.function http idLockTemplate ignoreExisting ignoreMissing jdbc
    lastModified lookups mapping mappings maxAttempts mockResponse modelMetadata mongodb name netsuite
    netsuite_da oneToMany parsers pathToMany preSave rdbms responseTransform responseTransform.expression
    responseTransform.expression.rules responseTransform.expression.rulesTwoDotZero
    responseTransform.expression.version responseTransform.script responseTransform.script._scriptId
    responseTransform.script.function responseTransform.type s3 salesforce sampleData sampleResponseData sandbox
    settings settingsForm tool traceKeyTemplate unencrypted useTechAdaptorForm wrapper wrapper.configuration
    wrapper.function wrapper.lookups
  `),
  connection: words(`
    _agentId _borrowConcurrencyFromConnectionId _id as2 assistant createdAt debugDate dynamodb externalId
    filesystem ftp http jdbc lastModified mcp mongodb name netsuite offline pgp rdbms rest s3 salesforce
    settings settingsForm ssl type van wrapper wrapper._stackId wrapper.concurrencyLevel wrapper.encrypted
    wrapper.encryptedFields wrapper.pingFunction wrapper.targetConcurrencyLevel wrapper.unencrypted
    wrapper.unencryptedFields
  `),
  script: words(`
    _id _sourceId content createdAt debugUntil description lastModified name
    postResponseHookToProcessOnChildRecord sandbox
  `),
  stack: words(`
    _id framework lambda lambda.accessKeyId lambda.awsRegion lambda.functionName lambda.language
    lambda.secretAccessKey name server server.hostURI server.ipRanges server.systemToken type
  `),
} as const;
