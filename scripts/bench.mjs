import { handOver } from './install.mjs';

handOver('bench/bench.ts');
