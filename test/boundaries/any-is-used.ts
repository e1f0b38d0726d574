// stands in: electron/store
// expects: noExplicitAny
export const rows: any[] = [];
