// Parses an answer to GraphQL, whose envelope is another: https://developers.cloudflare.com/analytics/graphql-api/errors. Pure.
import { type Envelope, isRecord, messagesOf, parseEnvelope, recordsIn } from './envelope.ts';
import { parseJson } from './json.ts';

/** A refusal has the status 200, unless it is about the login: then it has the usual envelope. */
export function parseGraphqlEnvelope(text: string): Envelope {
  const value = parseJson(text);
  if (!isRecord(value) || 'success' in value) return parseEnvelope(text);
  const errors = recordsIn(value['errors']);
  if (errors.length > 0) {
    const isForbidden = errors.some(
      ({ extensions }) => isRecord(extensions) && extensions['code'] === 'authz',
    );
    return { kind: 'refusal', code: undefined, message: messagesOf(errors).join('; '), isForbidden };
  }
  if (isRecord(value['data'])) return { kind: 'success', result: value['data'] };
  return { kind: 'other', problem: 'it has neither "data" nor "errors"', isJson: true };
}
