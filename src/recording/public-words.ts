/**
 * Words that every recording has, and usual names of credentials. A "secret" that is one of them, such as the password
 * `password` of a test, is replaced in its own field, and is looked for nowhere else.
 */
export const PUBLIC_WORDS: ReadonlySet<string> = new Set(
  (
    'version source deployed invoke address function _connectorId maxResponseSize options response problems message ' +
    'findings bytes method requestHeaders requestBody requestEncoding status responseHeaders responseBody ' +
    'responseEncoding base64 bearerToken connection encrypted secret password passphrase username apiKey api_key ' +
    'apikey accessToken access_token refreshToken refresh_token clientId client_id clientSecret client_secret ' +
    'privateKey private_key Bearer authorization Authorization'
  ).split(' '),
);
