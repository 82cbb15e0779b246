/** Functions of a flow that only pass records on: about 100 bytes each, in pages of 1,000. */

const PAGE = 1000;

interface Row {
  readonly id: number;
  readonly sku: string;
  readonly customer: string;
  readonly city: string;
  readonly quantity: number;
}

interface Wanted {
  readonly state?: { readonly after: number };
  readonly configuration?: { readonly records: number };
}

function row(id: number): Row {
  return { id, sku: `BK-${id % 40}`, customer: `Customer number ${id}`, city: 'Amsterdam Noord', quantity: id % 7 };
}

export function exportRows({ state, configuration }: Wanted) {
  const after = state?.after ?? 0;
  const records = configuration?.records ?? PAGE;
  const next = Math.min(after + PAGE, records);
  const data = Array.from({ length: next - after }, (_, index) => row(after + index + 1));
  return { data, lastPage: next >= records, state: { after: next } };
}

/** The same rows with two lines each, for a flow with a transformation, a filter and Mapper 2.0. */
export function exportOrders(wanted: Wanted) {
  const { data, ...more } = exportRows(wanted);
  const toLines = ({ id, sku }: Row) => [
    { sku, count: id % 3 },
    { sku: `PN-${id % 9}`, count: 1 },
  ];
  return { data: data.map((one) => ({ ...one, lines: toLines(one) })), ...more };
}

export const keepPage = ({ data, errors = [] }: { data: Row[]; errors?: unknown[] }) => ({ data, errors });
export const keepRows = ({ data }: { data: Row[] }) => data.map((one) => ({ data: one }));
export const keepMapped = ({ postMapData }: { postMapData: Row[] }) => postMapData.map((data) => ({ data }));
export const importRows = ({ postMapData }: { postMapData: Row[] }) =>
  postMapData.map(({ id }) => ({ statusCode: 200, id: String(id) }));
export const keepAnswers = ({ responseData }: { responseData: object[] }) => responseData;

export const importOrders = ({ postMapData }: { postMapData: { no: number }[] }) =>
  postMapData.map(({ no }) => ({ statusCode: 200, id: String(no) }));
