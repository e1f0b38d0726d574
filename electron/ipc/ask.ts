/** Every command that changes something carries an id made by the window: said twice, it is done once. */
export interface Ask {
  readonly commandId: string;
}
