import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/paths.ts';

const TBD = `| Role | Primary | Backup |
|------|---------|--------|
| On-Call Engineer | TBD | TBD |
| Engineering Lead | TBD | TBD |
| CTO | TBD | TBD |`;

const PEOPLE = `| Role | Primary | Primary Phone | Backup | Backup Phone |
|------|---------|---------------|--------|--------------|
| On-Call Engineer | Ada Night | +1 202 555 0110 | Bo Lind | +1 202 555 0111 |
| Engineering Lead | Ana Ruiz | +1 202 555 0120 | Cy Ward | +1 202 555 0121 |
| CTO | Dee Park | +1 202 555 0130 | Eli Stone | +1 202 555 0131 |
| Legal / Compliance Team | Fay Moss | +1 202 555 0140 | Gil Reed | +1 202 555 0141 |`;

/** The playbook that comes with the app, with people in place of its TBDs, as a team would begin. */
export function teamPlaybook(): string {
  const text = readFileSync(path.join(root, 'assets/playbook/default.md'), 'utf8');
  if (!text.includes(TBD)) throw new Error('The built-in playbook has another table of contacts now');
  return text.replace(TBD, PEOPLE);
}

/** The template that the playbook wants post-mortems in. */
export function postmortemTemplate(): string {
  const template = /```markdown\n(# Post-Mortem[\s\S]*?)```/u.exec(teamPlaybook())?.[1];
  if (template === undefined) throw new Error('The built-in playbook has no post-mortem template now');
  return template;
}
