// stands in: electron/core
// expects: Core imports no package
import type {App} from 'electron';

export type Application = App;
