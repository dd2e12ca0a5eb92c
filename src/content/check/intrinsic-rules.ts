import { isIntrinsic, TEMPLATE_KEY } from '../intrinsic';
import { keysOf } from '../key-order';
import { ContentMap, ContentValue } from '../value';
import { defineRule } from './rule';

/** CloudFormation functions in a document that stands alone. */
export const intrinsicRule = defineRule({
  codes: {
    'document/intrinsic': {
      severity: 'warning',
      summary: 'A CloudFormation function inside the content; it only means something while the content is part of a template.',
    },
  },
  check({ content, report }) {
    const path: (string | number)[] = [];
    const walk = (value: ContentValue): void => {
      if (typeof value !== 'object' || value === null) return;
      if (isIntrinsic(value)) {
        report('document/intrinsic', path, `${keysOf(value)[0]} is a function of CloudFormation; it is only replaced while this content is part of a template, SSM itself takes it for a map`);
        return;
      }
      const visit = (key: string | number, item: ContentValue): void => {
        path.push(key);
        walk(item);
        path.pop();
      };
      if (Array.isArray(value)) {
        value.forEach((item, index) => visit(index, item));
        return;
      }
      const map: ContentMap = value;
      for (const key in map) {
        // A template inside the content has functions of its own.
        if (!TEMPLATE_KEY.test(key)) visit(key, map[key]);
      }
    };
    walk(content);
  },
});
