import { conversation } from './conversation.ts';

await conversation((line) => {
  process.stdout.write(`${line}\n`);
});
