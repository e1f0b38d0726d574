/** The one platform type core names: it is passed through a port, never used. Everyone else sees the real one. */
interface AbortSignal {
  readonly aborted: boolean;
}
