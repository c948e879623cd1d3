import type { ValueObject } from '../../value.ts';
import type { Crop } from './plant.ts';

const item = (id: number, name: string, more: ValueObject): ValueObject => ({
  id,
  name,
  jumpoint_id: 1,
  jump_group_id: 1,
  jump_group_type: 'shared',
  tag: '',
  comments: '',
  jump_policy_id: null,
  session_policy_id: null,
  ...more,
});

/** One or two items of each kind. */
export const jumpItems: Crop = {
  'jump-item/shell-jump': [
    item(1, 'web-1', {
      hostname: '10.0.1.21',
      protocol: 'ssh',
      port: 22,
      username: 'ec2-user',
      tag: 'i-0web1',
    }),
    item(2, 'switch', {
      hostname: '10.0.1.2',
      protocol: 'telnet',
      port: 23,
      jump_policy_id: 2,
      tag: 'network',
    }),
  ],
  'jump-item/remote-rdp': [
    item(1, 'branch-pc', { hostname: 'branch-pc.example.com', jumpoint_id: 2, jump_group_id: 2 }),
  ],
  'jump-item/remote-vnc': [item(1, 'kiosk', { hostname: '10.1.0.30', port: 5900, jump_group_id: 2 })],
  'jump-item/web-jump': [item(1, 'Console', { url: 'https://console.example.com/' })],
  'jump-item/protocol-tunnel-jump': [
    item(1, 'tunnel', { hostname: '10.0.1.40', tunnel_type: 'tcp', tunnel_definitions: '22;24;26;28' }),
  ],
  'jump-item/mysql-tunnel-jump': [item(1, 'orders', { hostname: '10.0.1.50', username: 'orders' })],
  'jump-item/psql-tunnel-jump': [item(1, 'stock', { hostname: '10.0.1.51', username: 'stock' })],
  'jump-item/mongodb-tunnel-jump': [item(1, 'events', { hostname: '10.0.1.52' })],
  'jump-item/network-tunnel-jump': [
    item(1, 'lab', { filter_rules: [{ ip_addresses: { cidr: '10.0.5.0/24' }, protocol: 'ANY' }] }),
  ],
};
