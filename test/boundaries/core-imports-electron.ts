// stands in: electron/core
// expects: Core imports no package
import {app} from 'electron';

export const name = app.name;
