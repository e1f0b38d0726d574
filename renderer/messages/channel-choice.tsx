import type { ChannelView } from '../../electron/core/messages/message.ts';

interface ChannelChoiceProps {
  readonly channels: readonly ChannelView[];
  readonly chosen: ChannelView['kind'] | null;
  readonly onChoose: (kind: ChannelView['kind']) => void;
}

/** Where it goes and who reads it there; a channel that cannot be used says what it lacks. */
export function ChannelChoice({ channels, chosen, onChoose }: ChannelChoiceProps) {
  return (
    <fieldset className="channel-choice">
      <legend>Where it goes, and who reads it</legend>
      {channels.map(({ kind, name, readers, unusable }) => (
        <label key={kind} className="choice">
          <input
            type="radio"
            name="channel"
            checked={kind === chosen}
            disabled={unusable !== null}
            onChange={() => onChoose(kind)}
          />
          <span>
            {name} <small>{unusable ?? readers}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
