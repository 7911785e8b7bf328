/** An object as it goes over the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** The objects of an array; nothing of whatever else. */
export function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** Whether it is an object, and no array. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field as text; empty where it is none. */
export function textOf(of: Json, key: string): string {
  const value = of[key];
  return typeof value === 'string' ? value : '';
}
