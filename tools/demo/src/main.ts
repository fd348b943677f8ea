import { transcript } from './transcript.ts';

await transcript((line) => {
  process.stdout.write(`${line}\n`);
});
