import { useId, type ReactNode } from 'react';
import { FieldError } from './field-error.js';

interface ChoicesProps<Value extends string> {
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Null: nothing chosen yet. */
  value: Value | null;
  options: readonly { value: Value; label: ReactNode }[];
  onValue: (value: Value) => void;
}

/** One of a few, each with a target of its own. */
export function Choices<Value extends string>({ legend, hint, error, value, options, onValue }: ChoicesProps<Value>) {
  const id = useId();
  return (
    <fieldset className="choices" aria-describedby={[hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined}>
      <legend>{legend}</legend>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className="choices-row">
        {options.map((option) => (
          <label className="choice" key={option.value}>
            <input type="radio" name={id} value={option.value} checked={value === option.value} onChange={() => onValue(option.value)} aria-invalid={error ? true : undefined} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </fieldset>
  );
}

/** Yes or no to one sentence. */
export function Check({ checked, onValue, children }: { checked: boolean; onValue: (checked: boolean) => void; children: ReactNode }) {
  return (
    <label className="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onValue(event.target.checked)} />
      <span>{children}</span>
    </label>
  );
}
