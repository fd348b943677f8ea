import { describe, expect, it } from 'vitest';
import { transcript } from './transcript.ts';

describe('the demo', () => {
  it('tells of both exchanges and of a refusal, and shows no secret', async () => {
    const lines: string[] = [];
    await transcript((line) => lines.push(line));
    const text = lines.join('\n');

    expect(text).toContain('http://127.0.0.1:');
    expect(text).toContain('hello@gmail.com');
    expect(text).toContain('TRUSTED_DEVICE');
    expect(text).toContain("code 'bad_request'");
    expect(text).toContain('got 1 new access token');
    expect(text).toContain('not valid');
    // A JWT, and a refresh token of the mock's.
    expect(text).not.toMatch(/eyJ[\w-]{8,}/);
    expect(text).not.toMatch(/\d+:[A-Za-z0-9]{8,}/);
    expect(text).not.toContain('demo-secret-key');
  });
});
