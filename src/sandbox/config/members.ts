import type { ValueObject } from '../../value.ts';
import type { World } from '../world.ts';

/** Which fields name a member, by the type of its security provider (reference, GroupPolicyMember). */
const ways: Record<string, readonly (readonly string[])[]> = {
  local: [['user_id']],
  ldap: [['user_id'], ['distinguished_name']],
  radius: [['user_id']],
  kerberos: [['user_id']],
  saml: [['user_id'], ['group_name']],
  scim: [['user_id'], ['group_name']],
  oidc: [['user_id'], ['group_name']],
};

const names = ['user_id', 'distinguished_name', 'group_name'];

/** Complaints about a new member of a group policy. */
export function member(
  item: ValueObject,
  _before: ValueObject | undefined,
  world: World,
): Record<string, string[]> {
  const provider = world.store.get('security-provider', Number(item['security_provider_id']));
  if (!provider) return { security_provider_id: ['The security_provider_id field is required.'] };
  const given = names.filter((name) => item[name] !== undefined && item[name] !== '');
  const allowed = ways[String(provider['type'])] ?? [];
  if (allowed.some((way) => way.join() === given.join())) return {};
  const wanted = allowed.map((way) => way.join(' and ')).join(' or ');
  return {
    [given[0] ?? 'user_id']: [
      `A member of a ${provider['type']} provider needs ${wanted}, and nothing else.`,
    ],
  };
}
