import { lookAt } from './postgres-look.ts';

/** A process that looks once, prints the reading and has nothing else to do. */
const { reading } = await lookAt(process.argv[2] ?? '');
process.stdout.write(JSON.stringify(reading));
