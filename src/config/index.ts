/**
 * hub.yaml: its schema, reading it, and describing it. Read once, handed out by compose; the only door to yaml.
 * Never reads a key file or opens a store: it only says where they are.
 */
export { loadConfig, type HubConfig } from './load.ts';
export { describeConfig } from './describe.ts';
