import type { ThresholdName } from '../core/checks/rule.ts';
import type { RuleOverride } from '../core/checks/rules.ts';
import type { ChannelSettings } from '../core/messages/settings.ts';
import type { QuietHours } from '../core/schedule/quiet-hours.ts';
import type { WorkingHours } from '../core/schedule/working-hours.ts';
import type { Secret } from '../core/secret.ts';
import type { SourcesSettings } from '../core/source-settings.ts';

/** Everything that can be set, checked, with its defaults filled in. */
export interface Config {
  /** What is watched, in the team's word. */
  readonly environment: string;
  /** Who writes post-mortems and handovers on this computer, by name; null: not said. Never in a notice. */
  readonly author: string | null;
  readonly sources: SourcesSettings;
  /** Those that are set; the playbook's and then the defaults stand for the rest. */
  readonly thresholds: Readonly<Partial<Record<ThresholdName, number>>>;
  /** By rule id. */
  readonly rules: Readonly<Record<string, RuleOverride>>;
  /** Path of the team's document; null: the built-in playbook. */
  readonly playbookFile: string | null;
  /** What blanks in the playbook's commands are filled with: `app-id`. Never a secret: it is shown and copied. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly workingHours: WorkingHours;
  readonly quietHours: QuietHours | null;
  /** Who is told at an interval that this computer still watches; null: nobody. */
  readonly heartbeat: { readonly url: Secret; readonly intervalMs: number } | null;
  readonly channels: ChannelSettings;
}
