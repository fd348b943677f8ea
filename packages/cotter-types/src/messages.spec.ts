import { describe, expect, it } from 'vitest';
import { description } from './description.ts';
import type { EventToken, IdentityToken } from './types.ts';
import { eventTokenMessage, identityTokenMessage } from './messages.ts';

const requests =
  description.paths['/api/v0/token'].post.requestBody.content[
    'application/json'
  ].examples;

describe('identityTokenMessage', () => {
  it("builds the vendor's documented message", () => {
    expect(
      identityTokenMessage({
        identifier: '+1234567890',
        identifier_type: 'PHONE',
        receiver: 'aaf7319d-8f91-4752-a23f-c43ba862d548',
        expire_at: '1582679175',
      }),
    ).toBe('+1234567890PHONEaaf7319d-8f91-4752-a23f-c43ba862d5481582679175');
  });

  it('leaves the unsigned fields out', () => {
    const token = requests.identityToken.value.identity_token;
    expect(
      identityTokenMessage({
        ...token,
        timestamp: '1',
        identifier_id: 'other',
      } as IdentityToken),
    ).toBe(identityTokenMessage(token));
  });
});

describe('eventTokenMessage', () => {
  it("builds the vendor's documented message", () => {
    expect(
      eventTokenMessage({
        client_user_id: '1521',
        issuer: '63b39fb6eb-a1ff-4f7b-a205-d80f3c664cfd',
        event: 'EVENTNAME',
        timestamp: '1584659078',
        method: 'TRUSTED_DEVICE',
        new: false,
        approved: true,
      }),
    ).toBe(
      '152163b39fb6eb-a1ff-4f7b-a205-d80f3c664cfdEVENTNAME1584659078TRUSTED_DEVICEfalsetrue',
    );
  });

  it('leaves the unsigned fields out', () => {
    const token = requests.eventToken.value.event_token;
    expect(
      eventTokenMessage({
        ...token,
        ip: '',
        location: '',
        ID: 1,
      } as EventToken),
    ).toBe(eventTokenMessage(token));
  });
});
