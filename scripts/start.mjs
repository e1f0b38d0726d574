import { handOver } from './install.mjs';

handOver('start/start.ts');
