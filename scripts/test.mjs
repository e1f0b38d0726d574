import { handOver } from './install.mjs';

handOver('test/test.ts');
