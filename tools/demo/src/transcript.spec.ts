import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { transcript } from './transcript.ts';

const { examples } =
  description.paths['/api/v0/token'].post.responses['200'].content[
    'application/json'
  ];

describe('the demo', () => {
  it('tells of both exchanges and of a refusal, and shows no secret', async () => {
    const lines: string[] = [];
    await transcript((line) => lines.push(line));
    const text = lines.join('\n');

    expect(text).toContain('http://127.0.0.1:');
    expect(text).toContain('hello@gmail.com');
    expect(text).toContain('TRUSTED_DEVICE');
    expect(text).toContain("code 'bad_request'");
    for (const { value } of Object.values(examples)) {
      expect(text).not.toContain(value.access_token);
      expect(text).not.toContain(value.id_token);
      expect(text).not.toContain(value.refresh_token);
    }
    expect(text).not.toContain('demo-secret-key');
  });
});
