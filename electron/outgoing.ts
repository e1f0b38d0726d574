import { configuredChannels } from './channels/configured.ts';
import { startHeartbeat } from './channels/heartbeat.ts';
import type { MessageDesk } from './commands/messages.ts';
import type { Config } from './config/config.ts';
import { alertsOf } from './core/alerts/state.ts';
import type { EngineSettings } from './core/engine/advance.ts';
import { seesAnything } from './core/engine/sight.ts';
import { messageFacts } from './core/messages/facts.ts';
import { channelViews } from './core/messages/settings.ts';
import type { Playbook, Runbook } from './core/playbook/model.ts';
import type { Clock, Store } from './core/ports.ts';
import type { Problem } from './core/snapshot.ts';
import type { Engine } from './runtime/engine.ts';
import { createOutbox } from './runtime/outbox.ts';
import { tellWhatNobodyOwns } from './runtime/unowned-message.ts';
import { trusted } from './sources/trust.ts';

export interface OutgoingParts {
  readonly config: Config;
  readonly settings: EngineSettings;
  readonly playbook: Playbook;
  readonly store: Pick<Store, 'eventsOf'>;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly runbookOf: (heading: string) => Runbook | null;
  readonly isOffline: () => boolean;
  /** What the window shows is no longer what is so. */
  readonly changed: () => void;
}

/** What leaves this computer: the team's messages, and the sign that somebody watches. */
export interface Outgoing {
  readonly messages: MessageDesk;
  /** What does not arrive although it should. */
  problems(): readonly Problem[];
  /** Gives up what is on its way and writes down what is known of it. */
  close(): Promise<void>;
}

/** Sends what was queued before, and from now on what is asked for. In training nothing leaves. */
export function openOutgoing(parts: OutgoingParts): Outgoing {
  const { config, settings, playbook, clock, engine } = parts;
  const isLive = settings.mode === 'live';
  const messages: MessageDesk = {
    templates: playbook.templates,
    channels: channelViews(config.channels, playbook.contacts.channels, settings.mode),
    factsOf: (incidentId, include) => {
      const { incidents, alerts } = engine.state();
      const incident = incidents[incidentId];
      if (incident === undefined) return null;
      return messageFacts({
        incident,
        events: parts.store.eventsOf(incidentId),
        alerts: alertsOf(alerts),
        playbook,
        runbookId: parts.runbookOf(incident.runbook)?.id ?? null,
        environment: config.environment,
        nowWallMs: clock.now().wallMs,
        zone: config.workingHours.zone,
        include,
      });
    },
  };
  const outbox = createOutbox({
    engine,
    clock,
    channels: isLive ? configuredChannels(config.channels, config.environment, trusted(config.channels.ca)) : [],
    isOffline: parts.isOffline,
  });
  const heartbeat =
    config.heartbeat === null || !isLive
      ? null
      : startHeartbeat({
          ...config.heartbeat,
          isWatching: () => seesAnything(settings.sources, engine.state().sources, clock.now()),
          onChange: parts.changed,
          ca: trusted(null),
        });
  const template = playbook.templates.find(({ kind }) => kind === 'initial');
  const webhook = messages.channels.find(({ kind }) => kind === 'slack');
  if (config.channels.initialMessageAtL2 && template !== undefined && webhook?.unusable === null) {
    tellWhatNobodyOwns({
      engine,
      clock,
      settings,
      template,
      factsOf: (incidentId) => messages.factsOf(incidentId, { notes: false, people: false }),
    });
  }
  return {
    messages,
    problems: () => {
      const reason = heartbeat?.problem() ?? null;
      if (reason === null) return [];
      const message = `The heartbeat does not arrive, so others may believe that nobody watches. ${reason}`;
      return [{ area: 'configuration', severity: 'warning', message }];
    },
    close: async () => {
      heartbeat?.close();
      await outbox.close();
    },
  };
}
