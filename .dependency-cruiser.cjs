// What may import what. The picture and the reasons: docs/floors.md. Self-test: scripts/dev/floors.ts.
const floor = {
  kernel: [],
  domain: ['kernel'],
  saml: ['kernel'],
  pki: ['kernel'],
  profiles: ['kernel', 'domain', 'saml'],
  signature: ['kernel', 'saml', 'pki'],
  flows: ['kernel', 'domain', 'saml', 'pki', 'profiles', 'signature'],
  store: ['kernel', 'domain'],
  outbound: ['kernel', 'domain'],
  observe: ['kernel', 'domain'],
  web: ['kernel', 'domain'],
  http: ['kernel', 'domain', 'saml/binding', 'flows', 'web'],
  config: ['kernel'],
  cli: ['kernel', 'domain', 'flows', 'config', 'compose'],
  simulators: [],
};
const door = {
  express: 'http',
  passport: 'http',
  '@node-saml/passport-saml': 'http',
  mongoose: 'store/mongo',
  'xml-crypto': 'saml/dom',
  '@xmldom/xmldom': 'saml/dom',
  'node-forge': 'pki',
  winston: 'observe',
  samlify: 'simulators',
  yaml: 'config',
};
const alsoSimulators = ['express', 'passport', '@node-saml/passport-saml'];
const esc = (s) => s.replace(/[/@.-]/g, '\\$&');
const floors = Object.entries(floor).map(([name, below]) => ({
  name: `${name}-looks-down-only`,
  severity: 'error',
  comment: `src/${name} may import only: ${below.join(', ') || 'nothing in src'}. See docs/floors.md`,
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: [name, ...below].map((f) => `^src/${f}(/|\\.ts$)`) },
}));
const doors = Object.entries(door).map(([pkg, home]) => ({
  name: `one-door-for-${pkg}`,
  severity: 'error',
  comment: `${pkg} enters only through src/${home}. See docs/floors.md`,
  from: {
    path: '^src/',
    pathNot: [`^src/${home}/`].concat(alsoSimulators.includes(pkg) ? ['^src/simulators/'] : []),
  },
  to: { path: `(^|node_modules/)${esc(pkg)}(/|$)` },
}));
const rule = (name, from, to) => ({ name, severity: 'error', comment: 'See docs/floors.md', from, to });
module.exports = {
  forbidden: [
    ...floors,
    ...doors,
    rule(
      'node-sqlite-one-door',
      { path: '^src/', pathNot: '^src/store/embedded/' },
      { dependencyTypes: ['core'], path: 'sqlite' },
    ),
    rule(
      'pure-floors-touch-no-machine',
      { path: '^src/(kernel|domain)/' },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|assert)$' },
    ),
    rule('no-circular', {}, { circular: true }),
    rule(
      'domain-neighbours-by-index',
      { path: '^src/domain/([^/]+)/' },
      { path: '^src/domain/([^/]+)/', pathNot: ['^src/domain/$1/', '/index\\.ts$'] },
    ),
    rule(
      'scripts-call-the-cli-only',
      { path: '^scripts/', pathNot: '^scripts/dev/' },
      { path: '^src/', pathNot: '^src/cli/' },
    ),
    rule(
      'config-is-handed-out-by-compose',
      { path: '^src/', pathNot: '^src/(config/|compose/|main\\.ts|cli/)' },
      { path: '^src/config/' },
    ),
    rule('src-never-imports-test', { path: '^src/' }, { path: '^test/' }),
    rule('nobody-imports-main', {}, { path: '^src/main\\.ts$' }),
    rule(
      'only-main-and-cli-import-compose',
      { path: '^src/', pathNot: '^src/(main\\.ts|cli/|compose/)' },
      { path: '^src/compose/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
