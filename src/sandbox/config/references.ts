import type { Value, ValueObject } from '../../value.ts';
import type { Store } from '../store.ts';

/** Which collection the number in a field points into. */
const targets: Record<string, string> = {
  account_group_id: 'vault/account-group',
  account_id: 'vault/account',
  administrator_ids: 'user',
  attended_session_policy_id: 'session-policy',
  default_policy: 'group-policy',
  endpoint_ids: 'endpoint-automation/endpoint',
  jump_item_role_id: 'jump-item-role',
  jump_policy_id: 'jump-policy',
  jumpoint_id: 'jumpoint',
  rdp_service_account_id: 'vault/account',
  resource_ids: 'endpoint-automation/resource',
  security_provider_id: 'security-provider',
  session_policy_id: 'session-policy',
  shared_jump_group_id: 'jump-group',
  shared_jump_groups: 'jump-group',
  team_id: 'team',
  team_ids: 'team',
  unattended_session_policy_id: 'session-policy',
  user_id: 'user',
};

/** Where 0 is a value of its own: "the user's default role", "as set on the items". */
const zeroMeansNone = ['jump_item_role_id', 'jump_policy_id'];

/** Complaints about ids in `sent` that point nowhere. `whole` is the item as it would become. */
export function dangling(sent: ValueObject, whole: ValueObject, store: Store): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(sent)) {
    const target =
      name === 'jump_group_id' && !Array.isArray(value)
        ? // The group of a personal item is its user.
          whole['jump_group_type'] === 'personal'
          ? 'user'
          : 'jump-group'
        : targets[name];
    if (!target || value === null || (value === 0 && zeroMeansNone.includes(name))) continue;
    const missing = (Array.isArray(value) ? value : [value]).filter((id) => !known(store, target, id));
    if (missing.length > 0)
      errors[name] = [`The selected ${name} is invalid: there is no ${target} ${missing.join(', ')}.`];
  }
  const policy = sent['account_policy'];
  if (
    typeof policy === 'string' &&
    !store.items('vault/account-policy').some((one) => one['code_name'] === policy)
  ) {
    errors['account_policy'] = [`The selected account_policy is invalid: there is no policy ${policy}.`];
  }
  return errors;
}

const known = (store: Store, path: string, id: Value): boolean =>
  typeof id === 'number' && store.has(path, id);
