import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const PANEL = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="true"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
`;

const DUNST = `[global]
history_length = 200
notification_limit = 20
show_indicators = no
origin = top-right
offset = 10x50
`;

/**
 * A home for a desktop of its own: a panel that holds nothing but the tray, and a notification daemon that forgets
 * nothing. The bus starts the panel's settings daemon, so these must stand there before the bus does.
 *
 * @returns the variables that make a session use it
 */
export function makeHome(home: string): Readonly<Record<string, string>> {
  const config = path.join(home, '.config');
  const xfconf = path.join(config, 'xfce4', 'xfconf', 'xfce-perchannel-xml');
  for (const folder of [xfconf, path.join(config, 'dunst'), path.join(home, '.cache'), path.join(home, 'log')]) {
    mkdirSync(folder, { recursive: true });
  }
  mkdirSync(path.join(home, 'xdg'), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(xfconf, 'xfce4-panel.xml'), PANEL);
  writeFileSync(path.join(config, 'dunst', 'dunstrc'), DUNST);
  return {
    HOME: home,
    XDG_CONFIG_HOME: config,
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: path.join(home, 'xdg'),
    LANG: 'C.UTF-8',
    GTK_A11Y: 'none',
    NO_AT_BRIDGE: '1',
  };
}
