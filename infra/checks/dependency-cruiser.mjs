/** Who may import whom (the few hard rules of the house). A lib is reached through its front door `#name` only. */
const contexts = 'identity|scheduling|group-room|attendance|sfu|audit';

/** `from` may import only these libs besides itself. */
const only = (from, allowed, path = `^libs/${from}/`) => ({
  name: `${from}-imports`,
  comment: `${from} may import: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path, pathNot: '\\.spec\\.tsx?$' },
  to: { path: '^libs/', pathNot: `^libs/(${[from, ...allowed].join('|')})/` },
});

const shared = ['kernel', 'contracts', 'platform', 'audit'];

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    only('kernel', []),
    only('contracts', ['kernel']),
    only('platform', ['kernel', 'contracts']),
    only('audit', ['kernel', 'contracts', 'platform']),
    only('identity', shared),
    only('scheduling', [...shared, 'identity']),
    only('group-room', [...shared, 'scheduling', 'identity']),
    only('attendance', [...shared, 'group-room', 'scheduling', 'identity']),
    only('sfu', [...shared, 'group-room', 'attendance']),
    {
      name: 'front-door-only',
      comment: 'across libs only through #name, that is index.ts (contracts has a second door, routes.ts)',
      severity: 'error',
      from: { path: '^(apps|libs/([^/]+))/' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^libs/[^/]+/src/(index|routes)\\.ts$', '^libs/$2/'] },
    },
    {
      name: 'web-knows-addresses-only',
      comment: 'the browser gets contracts/routes and kernel, never schemas or server code',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(libs|apps)/', pathNot: ['^apps/web/', '^libs/contracts/src/routes\\.ts$', '^libs/kernel/'] },
    },
    { name: 'libs-know-no-app', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'apps-stand-alone',
      comment: 'only the clinic composes the other two',
      severity: 'error',
      from: { path: '^apps/(rooms|scheduling|web)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'domain imports its own domain and kernel, and no package',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/$1/src/domain/', '^libs/kernel/'] },
    },
    { name: 'livekit-only-in-sfu', severity: 'error', from: { path: '^(apps|libs)/', pathNot: '^libs/sfu/' }, to: { path: 'node_modules/livekit-server-sdk' } },
    {
      name: 'typeorm-only-in-persistence',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['^libs/[^/]+/src/persistence/', '^libs/(platform|testing)/'] },
      to: { path: 'node_modules/typeorm' },
    },
    { name: 'testing-only-in-specs', severity: 'error', from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.tsx?$', '^libs/testing/'] }, to: { path: '^libs/testing/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // Without the source condition `#lib` resolves to dist/, and the rules look green for the wrong files.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
