import type { TemplateKind } from '../../electron/core/playbook/model.ts';

export const TEMPLATES: readonly { readonly kind: TemplateKind; readonly name: string }[] = [
  { kind: 'initial', name: 'Initial' },
  { kind: 'update', name: 'Update' },
  { kind: 'resolution', name: 'Resolution' },
];

export function templateName(wanted: TemplateKind): string {
  return TEMPLATES.find(({ kind }) => kind === wanted)?.name ?? wanted;
}
