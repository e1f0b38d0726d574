import './history.css';
import { useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';

/** Where an incident that was merged goes on. */
export function PartOf({ id, title }: { readonly id: string; readonly title: string }) {
  const { store } = useDesk();
  return (
    <p>
      It goes on as part of{' '}
      <button type="button" className="link" onClick={() => go(store, { screen: 'incident', incidentId: id })}>
        {title}
      </button>
      , whose post-mortem tells of both.
    </p>
  );
}
