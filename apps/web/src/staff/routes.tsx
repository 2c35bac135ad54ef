import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { MissingPage } from './missing-page.js';
import { Shell } from './shell.js';
import { TodayPage } from './today/today-page.js';

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage });
const toToday = createRoute({ getParentRoute: () => root, path: '/', beforeLoad: () => redirect({ to: '/staff', throw: true }) });
const pages = createRoute({ getParentRoute: () => root, id: 'pages', component: Shell });
const today = createRoute({ getParentRoute: () => pages, path: '/staff', component: TodayPage });
const people = createRoute({ getParentRoute: () => pages, path: '/staff/sessions/$sessionId', component: lazyRouteComponent(() => import('./today/block-page.js'), 'BlockPage') });
const attendance = createRoute({ getParentRoute: () => pages, path: '/staff/sessions/$sessionId/attendance', component: lazyRouteComponent(() => import('./attendance/attendance-page.js'), 'AttendancePage') });
const account = createRoute({ getParentRoute: () => pages, path: '/staff/account', component: lazyRouteComponent(() => import('./account/account-page.js'), 'AccountPage') });
const settings = createRoute({ getParentRoute: () => pages, path: '/staff/settings', component: lazyRouteComponent(() => import('./settings/settings-page.js'), 'SettingsPage') });
/** The room has no shell around it: it is the whole screen. The media library comes with it. */
const room = createRoute({ getParentRoute: () => root, path: '/staff/sessions/$sessionId/room', component: lazyRouteComponent(() => import('./group-room/host-room-page.js'), 'HostRoomPage') });

const tree = root.addChildren([toToday, pages.addChildren([today, people, attendance, settings, account]), room]);

/** The addresses of the staff pages; ids only, never a name or a state. */
export function makeRouter() {
  return createRouter({ routeTree: tree, scrollRestoration: true, defaultPendingMs: 300 });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
