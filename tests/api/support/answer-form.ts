/** What free words of an answer are told apart by, because a page has a sentence for each. */
const spelled = new Set(['source', 'what', 'reason', 'rulesVersion', 'may[]']);

/**
 * The form of an answer: for each path in it what stands there, such as `people[].edges[].source: joined` or `agreement.body: a paragraph a
 * line`. Two answers of one form differ in nothing that a page could stumble over.
 */
export function formOf(answer: unknown, path = ''): Set<string> {
  const forms = new Set<string>();
  const note = (where: string, value: unknown): void => {
    if (Array.isArray(value)) {
      forms.add(`${where}: ${value.length === 0 ? 'nothing in the list' : 'a list'}`);
      for (const one of value) note(`${where}[]`, one);
    } else if (value !== null && typeof value === 'object') {
      forms.add(`${where}: an object`);
      for (const [key, one] of Object.entries(value)) note(where === '' ? key : `${where}.${key}`, one);
    } else forms.add(`${where}: ${kindOf(where, value)}`);
  };
  note(path, answer);
  return forms;
}

function kindOf(path: string, value: unknown): string {
  if (typeof value !== 'string') return value === null ? 'null' : typeof value;
  if (spelled.has(path.split('.').at(-1) ?? '')) return value;
  if (value === '') return 'no words';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) return 'an id';
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) return 'an instant';
  if (/^[A-Z]\w+\/\w+$/.test(value)) return 'a zone';
  if (/\n\s*\n/.test(value)) return 'paragraphs with blank lines';
  if (value.includes('\n')) return 'a paragraph a line';
  if (/^[a-z]+:([0-9]+|[0-9a-f-]{36})$/.test(value)) return `a row of ${value.split(':')[0]}`;
  return /^\(\d{3}\) \d{3}-\d{4}$/.test(value) ? 'a phone number' : 'words';
}
