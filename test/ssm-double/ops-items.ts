import { ACCESS_REQUEST_TYPE, AccessRequestState, AccessRequestStore } from './access-request-store';
import { Operations } from './operation';
import { page } from './page';
import { NotImplemented, ServiceError } from './service-error';
import { Tags } from './tags';

interface Filter {
  readonly Key: string;
  readonly Values: readonly string[];
  readonly Operator: string;
}

/** The filters that the double has, the operators that each takes, and what fits. Of those for OpsItemType and CreatedBy the operators are unproven. */
const FILTERS: Readonly<Record<string, { readonly operators: readonly string[]; fits(request: AccessRequestState, filter: Filter): boolean }>> = {
  OpsItemType: { operators: ['Equal'], fits: () => true },
  OpsItemId: { operators: ['Equal'], fits: (request, { Values }) => Values.includes(request.id) },
  Status: { operators: ['Equal'], fits: (request, { Values }) => Values.includes(request.status) },
  CreatedBy: { operators: ['Equal'], fits: (request, { Values }) => Values.includes(request.createdBy) },
  CreatedTime: {
    operators: ['GreaterThan', 'LessThan'],
    fits: ({ createdAt }, { Values, Operator }) => Values.some(value =>
      Operator === 'GreaterThan' ? createdAt.getTime() > Date.parse(value) : createdAt.getTime() < Date.parse(value)),
  },
};
/** Which formats the filter takes is not documented: ISO 8601 in UTC, as everywhere else. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** OpsItems, as far as they are access requests. */
export function opsItemOperations(requests: AccessRequestStore, tags: Tags): Operations {
  return {
    GetOpsItem: ({ OpsItemId: id, OpsItemArn: arn }: { OpsItemId: string; OpsItemArn?: string }) => {
      if (requests.get(id)) return { OpsItem: requests.opsItem(id) };
      if (tags.get('OpsItem', id)) throw new NotImplemented(`The double knows no more of OpsItem ${id} than its tags`);
      throw new ServiceError('OpsItemNotFoundException', `OpsItem ${arn ?? id} was not found`);
    },

    DescribeOpsItems: (input: { OpsItemFilters?: readonly Filter[]; MaxResults?: number; NextToken?: string }) => {
      const { OpsItemFilters: filters = [], MaxResults: size = requests.rules.pageSize, NextToken: token } = input;
      check(filters);
      const fits = (request: AccessRequestState) => filters.every(filter => FILTERS[filter.Key].fits(request, filter));
      const { filterPages } = requests.rules;
      const listed = requests.list(token !== undefined);
      const { items, NextToken } = pageOf(`OpsItems ${JSON.stringify(filters)}`, filterPages ? listed : listed.filter(fits), size, token);
      return { OpsItemSummaries: items.filter(fits).map(({ id }) => requests.summary(id)), ...NextToken && { NextToken } };
    },
  };
}

/** Code and wording of refusals are unproven: the operation declares none. */
function check(filters: readonly Filter[]): void {
  for (const { Key: key, Operator: operator, Values: values } of filters) {
    if (!Object.hasOwn(FILTERS, key)) throw new NotImplemented(`The double does not know the filter ${key}. It knows ${Object.keys(FILTERS).join(', ')}`);
    const { operators } = FILTERS[key];
    if (!operators.includes(operator)) throw new ServiceError('ValidationException', `Filter ${key} takes ${operators.join(' and ')}, not ${operator}`);
    const bad = key === 'CreatedTime' ? values.filter(value => !TIME.test(value) || Number.isNaN(Date.parse(value))) : [];
    if (bad.length > 0) throw new ServiceError('ValidationException', `Filter ${key} cannot be ${bad.join(', ')}`);
  }
  const types = filters.filter(({ Key: key }) => key === 'OpsItemType');
  if (types.length === 0 || types.some(({ Values: values }) => values.length !== 1 || values[0] !== ACCESS_REQUEST_TYPE)) {
    throw new NotImplemented(`The double lists OpsItems of type ${ACCESS_REQUEST_TYPE} alone; ask for them with the filter OpsItemType`);
  }
}

/** The operation declares no error for tokens that are none of its own. */
function pageOf<T>(list: string, items: readonly T[], size: number, token: string | undefined): ReturnType<typeof page<T>> {
  try {
    return page(list, items, size, token);
  } catch (error) {
    throw new ServiceError('ValidationException', (error as Error).message);
  }
}
