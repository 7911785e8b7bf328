import type { Json } from './world.ts';

/** One fault of a body: where, and Discord's code and words. */
interface Fault {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** What Discord would refuse in a message of components, as its error 50035 says it; nothing where all is well. */
export function findFaults(body: Json): Json | undefined {
  const all = walk(list(body['components']), ['components']);
  const faults = [...all.flatMap(({ component, path }) => faultsOf(component, path)), ...totals(all, body)];
  return faults.length === 0
    ? undefined
    : { code: 50_035, message: 'Invalid Form Body', errors: faults.map(nest).reduce(merge, {}) };
}

/** What Discord would refuse in a form. */
export function findFormFaults(form: Json): Json | undefined {
  const fields = list(form['components']);
  const isWithin = (of: Json, key: string, most: number): boolean => {
    const { length } = String(of[key] ?? '');
    return length >= 1 && length <= most;
  };
  const isWell =
    isWithin(form, 'custom_id', 100) &&
    isWithin(form, 'title', 45) &&
    fields.length >= 1 &&
    fields.length <= 5 &&
    fields.every(
      (field) => field['type'] === 18 && isWithin(field, 'label', 45) && isWithin(field, 'description', 100),
    );
  return isWell ? undefined : { code: 50_035, message: 'Invalid Form Body', errors: {} };
}

/** All components with where they stand, parents first. */
function walk(components: readonly Json[], path: Fault['path']): readonly { component: Json; path: Fault['path'] }[] {
  return components.flatMap((component, i) => [
    { component, path: [...path, i] },
    ...walk(list(component['components']), [...path, i, 'components']),
  ]);
}

function faultsOf(component: Json, path: Fault['path']): readonly Fault[] {
  const text = (key: string): string => String(component[key] ?? '');
  const tooLong = (key: string, most: number): readonly Fault[] =>
    [...text(key)].length >= 1 && text(key).length <= most
      ? []
      : [{ path: [...path, key], code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between 1 and ${most} in length.` }];
  if (component['type'] === 2) return [...tooLong('custom_id', 100), ...tooLong('label', 80)];
  if (component['type'] === 3) return [...tooLong('custom_id', 100), ...choiceFaults(component, path)];
  if (component['type'] === 10) return tooLong('content', 4000);
  if (component['type'] !== 1) return [];
  const { length } = list(component['components']);
  return length >= 1 && length <= 5
    ? []
    : [{ path: [...path, 'components'], code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' }];
}

function choiceFaults(menu: Json, path: Fault['path']): readonly Fault[] {
  const choices = list(menu['options']);
  const lengths = choices.flatMap(({ label, value }) => [String(label ?? '').length, String(value ?? '').length]);
  const isWell =
    choices.length >= 1 &&
    choices.length <= 25 &&
    lengths.every((length) => length >= 1 && length <= 100) &&
    new Set(choices.map(({ value }) => value)).size === choices.length;
  return isWell
    ? []
    : [{ path: [...path, 'options'], code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be 1 to 25 choices.' }];
}

function totals(all: readonly { component: Json }[], body: Json): readonly Fault[] {
  const ids = all.flatMap(({ component }) =>
    typeof component['custom_id'] === 'string' ? [component['custom_id']] : [],
  );
  const numbers = all.flatMap(({ component }) => (typeof component['id'] === 'number' ? [component['id']] : []));
  const texts = all.flatMap(({ component }) =>
    typeof component['content'] === 'string' ? [component['content']] : [],
  );
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 12, 0);
  const fault = (isFault: boolean, code: string, message: string): readonly Fault[] =>
    isFault ? [{ path: ['components'], code, message }] : [];
  return [
    ...fault(all.length === 0, 'BASE_TYPE_REQUIRED', 'This field is required'),
    ...fault(all.length > 40, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'The total number of components exceeds 40'),
    ...fault(texts.join('').length > 4000, 'COMPONENT_MAX_TOTAL_TEXT_EXCEEDED', 'The total text exceeds 4000'),
    ...fault(bytes > 10_170, 'INTERNAL', 'Discord answers this with 500'),
    ...fault(
      new Set(ids).size < ids.length,
      'COMPONENT_CUSTOM_ID_DUPLICATED',
      'Component custom id cannot be duplicated',
    ),
    ...fault(new Set(numbers).size < numbers.length, 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated'),
    ...fault(
      (Number(body['flags'] ?? 0) & 32_768) === 0,
      'COMPONENT_TYPE_INVALID',
      'The flag for these components is missing',
    ),
  ];
}

function nest({ path, code, message }: Fault): Json {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), { _errors: [{ code, message }] });
}

function merge(a: Json, b: Json): Json {
  const merged: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const other = merged[key];
    merged[key] = Array.isArray(value) || !isJson(other) || !isJson(value) ? value : merge(other, value);
  }
  return merged;
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
