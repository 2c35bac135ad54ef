import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../i18n/i18n.js';
import { Icon, type IconName } from './icon.js';
import { useLevel } from './level.js';
import { Meter } from './meter.js';

interface OwnPictureProps {
  stream: MediaStream | null;
  camera: boolean;
  microphone: boolean;
  /** Below the picture to the right, such as "Only you can see this". */
  note: ReactNode;
  /** Instead of the picture while the camera is off. */
  offWords: ReactNode;
  offIcon?: IconName;
}

/** The person's own camera, mirrored as they know themselves, with the level of their microphone. */
export function OwnPicture({ stream, camera, microphone, note, offWords, offIcon = 'cameraOff' }: OwnPictureProps) {
  const { t } = useTranslation('ui');
  const level = useLevel(microphone ? stream : null);
  return (
    <div className="own-picture">
      {camera && stream ? (
        <Video stream={stream} label={t('media.ownPicture')} />
      ) : (
        <div className="own-picture-off">
          <Icon name={offIcon} />
          <span>{offWords}</span>
        </div>
      )}
      <div className="own-picture-foot">
        <span>
          <Icon name={microphone ? 'mic' : 'micOff'} />
          <Meter level={level} />
        </span>
        <span>{note}</span>
      </div>
    </div>
  );
}

/** A moving picture of a stream, always without sound. */
function Video({ stream, label }: { stream: MediaStream; label: string }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = stream;
    void element.play().catch(() => undefined);
    // Letting go takes the browser some milliseconds, and what follows this screen should not wait for it.
    return () => void setTimeout(() => !element.isConnected && (element.srcObject = null));
  }, [stream]);
  return <video ref={video} muted playsInline autoPlay aria-label={label} />;
}
