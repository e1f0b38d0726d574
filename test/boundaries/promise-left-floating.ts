// stands in: electron/runtime
// expects: noFloatingPromises
async function save(): Promise<void> {}

export function tick(): void {
  save();
}
