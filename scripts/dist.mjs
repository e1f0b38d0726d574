import { handOver } from './install.mjs';

handOver('dist/dist.ts');
