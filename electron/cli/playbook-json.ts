import type { ContactRole, Playbook, Step } from '../core/playbook/model.ts';

/** The playbook as the command prints it for programs; a stable shape, apart from the app's own. */
export function asJson(playbook: Playbook) {
  const { title, contacts, problems } = playbook;
  return {
    title,
    severities: playbook.severities.map(({ level, name, description, responseTime, examples }) => ({
      level,
      name,
      description,
      responseTime: responseTime.text,
      examples,
    })),
    initialResponse: playbook.initialResponse.map(stepJson),
    ladder: playbook.ladder.map(({ level, who, condition, afterMs, severities, flags }) => ({
      level,
      who,
      condition,
      afterMs,
      severities,
      flags,
    })),
    templates: playbook.templates.map(({ kind, title: name, body, fields }) => ({ kind, title: name, body, fields })),
    runbooks: playbook.runbooks.map((runbook) => ({
      title: runbook.title,
      alerts: runbook.alerts.map(({ name }) => name),
      severities: runbook.severities,
      trigger: runbook.trigger,
      steps: runbook.steps.map(stepJson),
    })),
    postmortem: {
      sections: playbook.postmortem.sections.map((section) => section.title),
      body: playbook.postmortem.body,
    },
    contacts: {
      roles: contacts.roles.map(roleJson),
      vendors: contacts.vendors.map(({ service, supportUrl, statusUrl }) => ({ service, supportUrl, statusUrl })),
      channels: contacts.channels.map(({ kind, value, note }) => ({ kind, value, note })),
    },
    environment: playbook.environment.map(({ name, value, note }) => ({ name, value, note })),
    schedule: playbook.schedule.map(({ name, task, everyMs, text }) => ({ name, task, everyMs, schedule: text })),
    thresholds: playbook.thresholds,
    problems,
  };
}

interface StepJson {
  readonly text: string;
  readonly code: readonly { readonly language: string | null; readonly text: string; readonly commandClass: string }[];
  readonly evidence?: string;
  readonly steps?: readonly StepJson[];
}

function stepJson({ text, code, evidence, children }: Step): StepJson {
  return {
    text,
    code: code.map((block) => ({ language: block.language, text: block.text, commandClass: block.commandClass })),
    ...(evidence === undefined ? {} : { evidence }),
    ...(children.length === 0 ? {} : { steps: children.map(stepJson) }),
  };
}

function roleJson({ role, primary, backup }: ContactRole) {
  return { role, primary: primary.text, backup: backup.text, phone: primary.phone, backupPhone: backup.phone };
}
