import { Fragment } from 'react';
import { useDesk } from '../store/context.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { keyName } from './key-name.ts';

/** Every key that does something here and now, by group. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const { actions } = useDesk();
  const groups = Map.groupBy(
    actions.all().filter(({ keys }) => keys !== undefined),
    ({ group }) => group,
  );
  return (
    <Dialog title="Keys" onClose={onClose} className="key-help">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has the focus, so that it opens at its top */}
      <section className="key-groups" aria-label="Keys by group" tabIndex={0}>
        {[...groups].map(([group, list]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl className="keys">
              {list.map(({ id, label, keys }) => (
                <Fragment key={id}>
                  <dt>
                    <kbd>{keyName(keys ?? '')}</kbd>
                  </dt>
                  <dd>{label}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </section>
      <div className="buttons">
        <Button onPress={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}
