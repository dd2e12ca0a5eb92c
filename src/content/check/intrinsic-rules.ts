import { isIntrinsic } from '../intrinsic';
import { keysOf } from '../key-order';
import { ContentValue, isMap } from '../value';
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
      if (isMap(value) && isIntrinsic(value)) {
        report('document/intrinsic', path, `${keysOf(value)[0]} is a function of CloudFormation; it is only replaced while this content is part of a template, SSM itself takes it for a map`);
        return;
      }
      for (const key of Array.isArray(value) ? value.keys() : keysOf(value)) {
        // A template inside the content has functions of its own.
        if (typeof key === 'string' && (/^templateBody$/i.test(key) || key === 'Resources')) continue;
        path.push(key);
        walk((value as Record<string | number, ContentValue>)[key]);
        path.pop();
      }
    };
    walk(content);
  },
});
