import { settings, type Setting, type SettingType } from './schema.ts';

/** docs/config.md as Markdown: one row a setting, from the same table that reads hub.yaml. */
export function describeConfig(): string {
  const rows = settings.map((setting: Setting) => {
    const standard =
      setting.default === undefined ? '**must be given**' : `\`${JSON.stringify(setting.default)}\``;
    return `| \`${setting.key}\` | ${formOf(setting.type)} | ${standard} | ${setting.meaning} |`;
  });
  return [
    '# Configuration',
    '',
    '<!-- Generated from src/config/schema.ts by `npm run docs`; edit that table, not this page. -->',
    '',
    '`HUB_CONFIG=hub.yaml npm start` runs a hub with this file; without `HUB_CONFIG` the demo profile starts.',
    'Unknown keys are refused. Errors name the file, the line, the key and the remedy.',
    '',
    '| key | form | default | meaning |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function formOf(type: SettingType): string {
  switch (type.kind) {
    case 'text':
      return type.form ?? 'text';
    case 'integer':
      return `${type.min} to ${type.max}${type.unit ? ` ${type.unit}` : ''}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return type.of.join(', ');
    case 'list':
      return `list of ${type.form}`;
  }
}
