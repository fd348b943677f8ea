// Starts every server that this machine has, prints where they are, and ends them on Ctrl-C.
import process from 'node:process';
import {
  hasPostgres,
  hasRedis,
  startPostgres,
  startRedis,
  startRedisCluster,
} from './index.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (hasRedis()) {
  say(`Redis          ${(await startRedis({ lasting: true })).url}`);
  const nodes = await startRedisCluster();
  say(`Redis Cluster  ${nodes.map(({ url }) => url).join(' ')}`);
} else say('Redis          not installed: apt-get install redis-server');
if (hasPostgres()) say(`Postgres       ${(await startPostgres()).url}`);
else say('Postgres       not installed: apt-get install postgresql');
say('Ctrl-C ends them and deletes what they hold.');

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    process.exit();
  });
setInterval(() => undefined, 2 ** 30);
