/** Whether this browser can hold a video call at all. Some pages inside other apps, and some small browsers, cannot. Never throws. */
export function canMeet(): boolean {
  return typeof RTCPeerConnection === 'function';
}
