import { arn } from './arn';

/** What the prefixes of EC2's IDs mean in ARNs. */
const KINDS: Readonly<Record<string, string>> = {
  acl: 'network-acl',
  ami: 'image',
  cgw: 'customer-gateway',
  dopt: 'dhcp-options',
  eipalloc: 'elastic-ip',
  eni: 'network-interface',
  fl: 'vpc-flow-log',
  i: 'instance',
  igw: 'internet-gateway',
  key: 'key-pair',
  lt: 'launch-template',
  nat: 'natgateway',
  pcx: 'vpc-peering-connection',
  pl: 'prefix-list',
  rtb: 'route-table',
  sg: 'security-group',
  sgr: 'security-group-rule',
  snap: 'snapshot',
  subnet: 'subnet',
  tgw: 'transit-gateway',
  vgw: 'vpn-gateway',
  vol: 'volume',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
  vpn: 'vpn-connection',
};
const WITHOUT_ACCOUNT: ReadonlySet<string> = new Set(['image', 'snapshot']);

/** The ARN of a resource of EC2, as far as its ID tells what it is. */
export function ec2Arn(id: string): string {
  const prefix = /^[a-z]+(?=-)/.exec(id)?.[0] ?? '';
  if (!Object.hasOwn(KINDS, prefix)) return arn('ec2', `*/${id}`, { account: '*' });
  const kind = KINDS[prefix];
  return arn('ec2', `${kind}/${id}`, WITHOUT_ACCOUNT.has(kind) ? { account: '' } : {});
}
