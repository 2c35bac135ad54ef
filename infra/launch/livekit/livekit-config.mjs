import { join } from 'node:path';
import { writePrivately } from '../home/secrets.mjs';

/** Rooms are at most this big whatever the server asks for: a group of 14, staff and a margin. */
const ROOM_LIMIT = 30;

/**
 * Writes livekit.yaml (0600: it holds the secret) for one start and returns its name. It takes media on this machine only; for people on
 * other machines a LiveKit of the operator's own is named by LIVEKIT_URL.
 *
 * Reasons for each setting stand beside it; the server checks the file strictly, an unknown key ends it at once.
 *
 * @param {string} home
 * @param {{ key: string, secret: string, webhookUrl: string, ports: { http: number, udp: number }, inContainer?: boolean }} settings
 */
export function writeLiveKitConfig(home, settings) {
  const file = join(home, 'livekit.yaml');
  writePrivately(file, livekitYaml(settings));
  return file;
}

/** @param {Parameters<typeof writeLiveKitConfig>[1]} settings */
export function livekitYaml({ key, secret, webhookUrl, ports, inContainer = false }) {
  return `# Written at each start.
port: ${ports.http}
bind_addresses: ["${inContainer ? '0.0.0.0' : '127.0.0.1'}"]
rtc:
  # Given, so that the server neither looks for its address nor asks public STUN servers.
  node_ip: 127.0.0.1
${mediaAddresses(inContainer)}
  udp_port: ${ports.udp}
  # Off: the server opens this port on every address of the machine, whatever is said elsewhere (1.13.5), and on one machine media need no way around UDP.
  tcp_port: 0
${MEDIA}keys:
  "${key}": "${secret}"
${ROOMS}webhook:
  api_key: "${key}"
  urls: ["${webhookUrl}"]
${LIMITS}`;
}

/** The same for docker compose, where key, secret and address come from the environment: the text of infra/docker/livekit.yaml. */
export function composeYaml() {
  return `# Written by infra/launch/livekit/write-compose-config.mjs; a test holds it against what npm start uses.
# The key pair comes from LIVEKIT_KEYS, the address for media from NODE_IP.
port: 7880
rtc:
  udp_port: 7882
  # For networks that let no UDP through. Inside a container it listens on the container's addresses; docker-compose.yml says on which it is published.
  tcp_port: 7881
${MEDIA}${ROOMS}webhook:
  api_key: stepwell
  urls: ["http://clinic:3000/api/v1/livekit/webhook"]
${LIMITS}`;
}

// What is the same wherever LiveKit runs for us.
const MEDIA = `  use_external_ip: false
  # Patients' addresses are told to no third party.
  stun_servers: []
  # Whoever joins waits for a whole picture of each sender; at most so often is one asked for. With the server's own 0.5 and 1 s, people who join together wait that long.
  pli_throttle: { low_quality: 100ms, mid_quality: 200ms, high_quality: 200ms }
`;
const ROOMS = `room:
  # Only our server makes rooms, before people come; a clinic's network failure must not end them.
  auto_create: false
  empty_timeout: 600
  departure_timeout: 900
  max_participants: ${ROOM_LIMIT}
  # A clinician may mute, never unmute.
  enable_remote_unmute: false
  enabled_codecs: [{ mime: audio/opus }, { mime: audio/red }, { mime: video/vp8 }, { mime: video/h264 }]
`;
const LIMITS = `api:
  # Spelled like this by the server.
  enable_psrpc_for_get_list_participants: true
limit:
  max_metadata_size: 4096
  max_attributes_size: 4096
  max_participant_identity_length: 80
  max_participant_name_length: 1
logging:
  json: true
  level: info
`;

/**
 * Which of the machine's addresses take media. Exactly one may stand behind node_ip: the server tells browsers that one address for every network card it has, but
 * each conversation listens on a card of its own choosing, so with two cards half of all packets would find nobody (livekit-server 1.13.5, pion/ice 4.4.0).
 */
function mediaAddresses(inContainer) {
  return inContainer ? '  # What comes through a published port comes to the container\'s own address.\n  enable_loopback_candidate: false' : '  enable_loopback_candidate: true\n  ips: { includes: ["127.0.0.1/32"] }';
}
