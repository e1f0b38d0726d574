/** What a person says of an alert once its incident is over. */
export const JUDGEMENTS = ['acted-on', 'noise', 'wrong-threshold'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];
