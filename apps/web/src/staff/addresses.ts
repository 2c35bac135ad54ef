/** Addresses of a session's pages, for links that open in a new tab too. */
export const sessionAddress = (sessionId: string, page?: 'room' | 'attendance'): string => ['/staff/sessions', sessionId, page].filter(Boolean).join('/');
