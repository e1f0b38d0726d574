import { handOver } from './install.mjs';

handOver('check/check.ts');
