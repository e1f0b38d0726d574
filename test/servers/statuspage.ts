import type { KeyPair } from '../faults/certificates.ts';
import { type FaultyServer, serve } from '../faults/http-faults.ts';

/** What a status page says, in the shape that Statuspage v2 gives it. */
export interface Says {
  readonly indicator: string;
  readonly description: string;
  readonly incidents?: readonly { readonly name: string; readonly impact: string; readonly status: string }[];
  readonly components?: readonly { readonly name: string; readonly status: string; readonly group?: boolean }[];
}

export const OPERATIONAL: Says = { indicator: 'none', description: 'All Systems Operational' };

/** The whole of `/api/v2/summary.json`, with the fields that the real ones carry and nobody here reads. */
export function summaryOf({ indicator, description, incidents = [], components = [] }: Says): unknown {
  const stamp = '2026-01-13T13:40:11.375Z';
  return {
    page: {
      id: 'k0000000000x',
      name: 'Example',
      url: 'https://status.example.com',
      time_zone: 'Etc/UTC',
      updated_at: stamp,
    },
    components: [{ name: 'Website', status: 'operational' }, ...components].map((component, position) => ({
      id: `c${position}`,
      created_at: stamp,
      updated_at: stamp,
      position,
      description: null,
      showcase: false,
      start_date: null,
      group_id: null,
      page_id: 'k0000000000x',
      group: false,
      only_show_if_degraded: false,
      ...component,
    })),
    incidents: incidents.map((incident, index) => ({
      id: `i${index}`,
      created_at: stamp,
      updated_at: stamp,
      monitoring_at: null,
      resolved_at: null,
      shortlink: 'https://stspg.io/example',
      started_at: stamp,
      page_id: 'k0000000000x',
      incident_updates: [{ id: 'u1', status: incident.status, body: 'We are looking into it.', display_at: stamp }],
      components: [],
      reminder_intervals: null,
      ...incident,
    })),
    scheduled_maintenances: [],
    status: { indicator, description },
  };
}

export interface StatusPage extends FaultyServer {
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  /** The headers of the newest request. */
  headers(): Readonly<Record<string, unknown>>;
  say(says: Says): void;
}

/** A real HTTPS server that answers as a vendor's status page. */
export async function startStatusPage(pair: KeyPair, first: Says = OPERATIONAL): Promise<StatusPage> {
  const asked: string[] = [];
  let says = first;
  let headers = {};
  const server = await serve((request, response) => {
    asked.push(request.url ?? '');
    headers = request.headers;
    if (request.url !== '/api/v2/summary.json') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(summaryOf(says)));
  }, pair);
  return {
    ...server,
    asked,
    headers: () => headers,
    say: (next) => {
      says = next;
    },
  };
}
