/** The group room with its media library: by far the largest part, fetched while the person answers questions. */
export const loadRoom = () => import('../room/patient-room.js');
