const oneObject = 'the document shows one object; what it tells is a list';
const bothProducts = 'one list for both products; the appliance judges';
const unmarked = 'the document leaves the mark out, yet nothing works without it (inferred)';
const eitherWay = 'needed in one of two ways to make such an account, so it cannot be marked';
const classicOnly = 'the document of RS is that of a cloud-managed site, which lacks this';

/**
 * Where a row differs from the vendor's document on purpose: the beginning of the difference (with the document's name
 * where only one differs), and the reason.
 */
export const deviations: { readonly [difference: string]: string } = {
  'GET /openapi.yaml twice': 'to read it (get) and to save it (download)',
  'rs POST /user extra': classicOnly,
  'rs PATCH /user/{id}/group-policy-changes extra': classicOnly,
  'rs PATCH /security-provider/{id} extra': classicOnly,

  'GET /jumpoint/{id}/node list': oneObject,
  'GET /jumpoint/{id}/user list': oneObject,
  'GET /vault/account-group list': oneObject,
  'GET /vault/account-policy list': oneObject,
  'GET /vault/endpoint list': oneObject,
  'GET /endpoint-automation/job/{id}/execution list': oneObject,
  'GET /endpoint-automation/script/{id}/resource list': oneObject,

  'GET /jump-client/installer/{installer_id}/{platform}{}.platform kind': 'mac-pkg came with 1.12',
  'POST /jumpoint/{id}/user body': 'the document forgets the body that its text asks for',
  'jumpoint/{id}/user.user_id readOnly': 'the same',
  'jumpoint/{id}/user.user_id required': 'the same',
  'GET /vendor/{id}/user/{user_id} answer': 'the document forgets the answer (inferred)',
  'POST /vendor/{id}/user answer': 'the document forgets the answer (inferred)',
  'vendor/{id}/user.password writeOnly': 'a password never comes back',

  'jump-item/shell-jump.port default': 'depends on the protocol, so it is a remark',
  'jump-client.public_site_address default': 'an example, not a default',
  'jump-client/installer.public_site_address default': 'an example, not a default',
  'jump-client/installer.jump_policy_id nullable': 'null is accepted in practice',
  'jump-client/installer.max_offline_minutes readOnly': 'other clients send it, and are not refused',
  'jump-client/installer.allow_override_max_offline_minutes extra': 'the same',

  'vault/account.type kind': bothProducts,
  'vault/account.x509_key required': eitherWay,
  'vault/account.subject required': eitherWay,
  'vault/account.ttl required': eitherWay,
  'vault/account.key_algorithm required': eitherWay,
  'vault/account.cert_digest_algorithm required': eitherWay,
  'vault/account.ttl kind': 'numbers in a list of texts; which of them are allowed depends on the type',
  'vault/account/{id}/check-out do>.token extra': 'what a token account gives; the document forgets it',

  'vault/account-group/{id}/user.account_id missing':
    'the document gives the wrong schema for the body of POST',
  'vault/account-group/{id}/account.account_id readOnly': 'it is the body of POST',
  'vault/account-group/{id}/jump-item-association/shared-jump-group.shared_jump_group_id readOnly':
    'it is the body of POST',
  'group-policy/{id}/vault-account-group.account_id missing': 'the document gives the wrong schema for GET',
  'group-policy/{id}/vault-account-group.group_policy_id readOnly': 'the path carries it',

  'vault/account/{id}/jump-item-association/shared-jump-group.shared_jump_group_id required': unmarked,
  'vault/account-group/{id}/jump-item-association/shared-jump-group.shared_jump_group_id required': unmarked,
  'vault/account-group/{id}/user.user_id required': unmarked,
  'vault/account-group/{id}/account.account_id required': unmarked,
  'vault/endpoint/{id}/remote-rdp-jump-item-association.id required': unmarked,
  'group-policy/{id}/jumpoint.jumpoint_id required': unmarked,
  'group-policy/{id}/jump-group.jump_group_id required': unmarked,
  'group-policy/{id}/password-safe-target.password_safe_target_id required': unmarked,

  'GET /vault/account?.type kind': bothProducts,
  'rs vault/account/{id}/jump-item-association.jump_items[].type kind': bothProducts,
  'rs vault/account/{id}/jump-item-association/jump-item.type kind': bothProducts,
  'rs vault/account-group/{id}/jump-item-association.jump_items[].type kind': bothProducts,
  'rs vault/account-group/{id}/jump-item-association/jump-item.type kind': bothProducts,
  'security-provider.type kind': bothProducts,
};
