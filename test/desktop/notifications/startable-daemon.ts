/** A notification daemon that the bus starts on demand: it answers every question with one capability. */
import { ownName } from '../private-bus.ts';

await ownName(process.env.DBUS_STARTER_ADDRESS ?? '', 'org.freedesktop.Notifications', () => ['body']);
// Not for ever, should its bus end without closing the connection.
setTimeout(() => process.exit(0), 10_000);
