/** The address that dials a number as it is shown; an extension is dialled after a pause. */
export function dial(phone: string): string {
  const [number = '', extension] = phone.split(/\s*ext\.?\s*/i);
  return `tel:${number.replace(/[^\d+]/g, '')}${extension ? `,${extension}` : ''}`;
}
