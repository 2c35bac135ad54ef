import { useEffect, useState } from 'react';

const steps = 7;
const everyMs = 80;

/**
 * How loud the microphone is, from 0 to 7 lit bars. Measured by an AnalyserNode some 12 times a second, less often (twice a second)
 * for people who asked for less motion. Renders again only when the number of bars changes.
 */
export function useLevel(stream: MediaStream | null): number {
  const [level, setLevel] = useState(0);
  useEffect(() => (stream && stream.getAudioTracks().length > 0 ? measure(stream, setLevel) : undefined), [stream]);
  return stream ? level : 0;
}

/** Measures until the returned function is called. Does nothing where the browser has no audio graph. */
function measure(stream: MediaStream, report: (level: number) => void): (() => void) | undefined {
  if (typeof AudioContext === 'undefined') return undefined;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const pause = matchMedia('(prefers-reduced-motion: reduce)').matches ? 500 : everyMs;
  let last = 0;
  let frame = requestAnimationFrame(function look(now) {
    frame = requestAnimationFrame(look);
    if (now - last < pause) return;
    last = now;
    analyser.getFloatTimeDomainData(samples);
    report(barsOf(samples));
  });
  // Safari starts an audio graph suspended until the person touches the page.
  const wake = (): void => void context.resume();
  document.addEventListener('pointerdown', wake);
  return () => {
    cancelAnimationFrame(frame);
    document.removeEventListener('pointerdown', wake);
    void context.close();
  };
}

/** Root mean square of the samples (-1 to 1) as bars: about 6 dB a bar, the first at -48 dB. */
export function barsOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 20 * Math.log10(Math.sqrt(sum / samples.length) || 1e-6);
  return Math.max(0, Math.min(steps, Math.round((decibels + 51) / 6)));
}
