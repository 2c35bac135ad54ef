/** The microphone's level as seven bars. The words beside it say whether we hear the person; the bars alone say nothing to a screen reader. */
export function Meter({ level }: { level: number }) {
  return (
    <span className="meter" aria-hidden="true">
      {Array.from({ length: 7 }, (_, bar) => (
        <i key={bar} className={bar < level ? 'lit' : undefined} />
      ))}
    </span>
  );
}
