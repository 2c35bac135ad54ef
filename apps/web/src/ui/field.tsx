import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes } from 'react';
import { FieldError } from './field-error.js';

interface Words {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and how to mend it; shown with a sign and read out with the field. */
  error?: ReactNode;
}

interface FieldProps extends Words {
  children: (wiring: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** Label, hint and error around any one control; `children` gets the attributes that tie them together. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children({ id, ...(described && { 'aria-describedby': described }), ...(error ? { 'aria-invalid': true as const } : {}) })}
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  );
}

interface TextFieldProps extends Words, Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  ref?: Ref<HTMLInputElement>;
  onValue: (value: string) => void;
}

/** One line of text. */
export function TextField({ label, hint, error, onValue, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => <input className="input" {...input} {...wiring} onChange={(event) => onValue(event.target.value)} />}
    </Field>
  );
}

interface SelectFieldProps extends Words, Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange'> {
  options: readonly { value: string; label: string }[];
  onValue: (value: string) => void;
}

/** One of a list, by the browser's own menu. */
export function SelectField({ label, hint, error, options, onValue, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <select className="input" {...select} {...wiring} onChange={(event) => onValue(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
