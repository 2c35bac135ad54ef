/** Socket.IO namespaces by their name on the wire. Their contracts stand with their events; this list has no schemas, for the browser. */
export const namespaceNames = { groupRoom: '/group-room' } as const;
