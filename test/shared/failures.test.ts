import { describe, expect, it } from 'vitest';
import * as failures from '../../src/shared/failures.ts';

const expected: Partial<Record<keyof typeof failures, [problem: object, wire: string]>> = {
  noConfiguration: [
    failures.noConfiguration(),
    '{"message":"Options parameter is not provided.","code":"missing_parameter"}',
  ],
  noModules: [
    failures.noModules(),
    '{"message":"Either DIY or connectors field needs to be set.","code":"missing_required_field"}',
  ],
  noConnectors: [
    failures.noConnectors(),
    '{"message":"No connector modules provided in the connectors field.","code":"invalid_field"}',
  ],
  twoFields: [
    failures.twoFields(),
    '{"message":"The configuration object should only have one of the diy or connectors field.","code":"invalid_configuration"}',
  ],
  noSystemToken: [
    failures.noSystemToken(),
    '{"message":"systemToken not provided in options.","code":"missing_required_field"}',
  ],
  noModuleNamed: [
    failures.noModuleNamed(),
    '{"code":"missing_required_field","message":"Need to set either the diy or _connectorId field in extension options."}',
  ],
  noDiy: [
    failures.noDiy(),
    '{"code":"missing_required_field","message":"DIY is not configured in the extension configuration."}',
  ],
  unknownConnector: [
    failures.unknownConnector(),
    '{"code":"invalid_field","message":"The _connectorId set in the extension options does\'t match any of the _connectorId\'s present in extension configuration."}',
  ],
  noFunction: [
    failures.noFunction(),
    '{"code":"missing_required_field","message":"Missing required field function in the extension options."}',
  ],
  functionNotText: [
    failures.functionNotText(),
    '{"code":"invalid_field","message":"The function field in the extension options must be of type string."}',
  ],
  noOptions: [
    failures.noOptions(),
    '{"code":"missing_required_field","message":"Function options haven\'t been provided."}',
  ],
  unknownType: [
    failures.unknownType('hook'),
    '{"message":"The object hook doesn\'t exist in the module.","code":"object_not_found"}',
  ],
  notAFunction: [
    failures.notAFunction(),
    '{"message":"The function passed in the extension options doesn\'t map to a function.","code":"invalid_function"}',
  ],
  invalidDate: [
    failures.invalidDate('lastExportDateTime'),
    '{"message":"The lastExportDateTime field in the function options isn\'t a valid date.","code":"invalid_field"}',
  ],
  invalidOptions: [failures.invalidOptions('options.a: no'), '{"message":"options.a: no","code":"invalid_options"}'],
  invalidResponse: [failures.invalidResponse('response: no'), '{"message":"response: no","code":"invalid_response"}'],
  functionTimeout: [
    failures.functionTimeout('preMap', 1500),
    '{"message":"The function preMap didn\'t answer within the 1500 ms it had.","code":"function_timeout"}',
  ],
  notSerializable: [
    failures.notSerializable(),
    '{"message":"Extension response is not serializable.","code":"invalid_extension_response"}',
  ],
  tooLarge: [
    failures.tooLarge(5_242_880),
    '{"message":"response stream exceeded limit of 5242880 bytes.","code":"response_size_exceeded"}',
  ],
  unauthorized: [failures.unauthorized(), '{"code":"unauthorized","message":"Invalid system token."}'],
};

describe('on the wire, word for word and in this order,', () => {
  it.each(Object.entries(expected))('%s', (_, [problem, wire]) => {
    expect(JSON.stringify(problem)).toBe(wire);
  });
});
