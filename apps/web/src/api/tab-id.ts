/**
 * This page, told apart from other tabs of the same person: sent when the socket connects and with each call for a pass, so that the server
 * does not take the page's own socket for somebody else's. New with each page load; says nothing about the person.
 */
export const tabId: string = crypto.randomUUID();
