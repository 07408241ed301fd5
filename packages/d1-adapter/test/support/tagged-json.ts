// JSON that preserves all values: those that JSON cannot represent have a tag. It also runs in workerd.

type Tagged = readonly [tag: string, ...content: readonly unknown[]];

const views = {
  DataView,
  Float32Array,
  Float64Array,
  Int8Array,
  Int32Array,
  Uint8Array,
  Uint16Array,
} as const;

/** Throws for a value of an unexpected type, such as a function. */
export function toTaggedJson(value: unknown): string {
  return JSON.stringify(tagged(value));
}

export function fromTaggedJson(json: string): unknown {
  return untagged(JSON.parse(json));
}

function tagged(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return isOrdinary(value) ? value : ['number', nameOf(value)];
  if (value === undefined) return ['undefined'];
  if (typeof value === 'bigint') return ['bigint', String(value)];
  if (Array.isArray(value)) return ['list', ...value.map(tagged)];
  if (ArrayBuffer.isView(value)) return taggedView(value);
  if (value instanceof ArrayBuffer) return ['ArrayBuffer', ...new Uint8Array(value)];
  if (value instanceof Date) return ['date', value.getTime()];
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return ['object', ...Object.entries(value).map(([key, each]) => [key, tagged(each)])];
  }
  throw new Error(`There is no tag for ${Object.prototype.toString.call(value)}.`);
}

// JSON cannot represent these numbers.
const isOrdinary = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0);
const nameOf = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** With its whole buffer, of which it may be a part. */
function taggedView(view: ArrayBufferView): Tagged {
  const name = Object.prototype.toString.call(view).slice('[object '.length, -1);
  const length = 'length' in view ? view.length : view.byteLength;
  return ['view', name, view.byteOffset, length, ...new Uint8Array(view.buffer)];
}

function untagged(json: unknown): unknown {
  if (!Array.isArray(json)) return json;
  const [tag, ...content] = json as unknown as Tagged;
  switch (tag) {
    case 'number':
      return Number(content[0]);
    case 'undefined':
      return undefined;
    case 'bigint':
      return BigInt(content[0] as string);
    case 'list':
      return content.map(untagged);
    case 'view':
      return viewOf(content);
    case 'ArrayBuffer':
      return Uint8Array.from(content as number[]).buffer;
    case 'date':
      return new Date(content[0] as number);
    case 'object':
      return Object.fromEntries((content as [string, unknown][]).map(([key, each]) => [key, untagged(each)]));
    default:
      throw new Error(`The tag ${tag} is not known.`);
  }
}

function viewOf([name, offset, length, ...bytes]: readonly unknown[]): ArrayBufferView {
  if (typeof name !== 'string' || !isViewName(name)) throw new Error(`There is no view ${String(name)}.`);
  const View: new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView = views[name];
  return new View(Uint8Array.from(bytes as number[]).buffer, offset as number, length as number);
}

function isViewName(name: string): name is keyof typeof views {
  return Object.hasOwn(views, name);
}
