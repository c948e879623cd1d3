import type { Fields, Table } from '../row.ts';
import { managedAccount } from './shapes.ts';

const quickRuleCreate = {
  IDs: { kind: 'list', of: { kind: 'integer' }, note: 'accounts or systems' },
  AccountIDs: { kind: 'list', of: { kind: 'integer' }, note: 'what old releases take' },
  Title: { kind: 'text', required: true, max: 75 },
  Category: { kind: 'text', max: 50, default: 'Quick Rules' },
  Description: { kind: 'text' },
  RuleType: { kind: ['ManagedAccount', 'ManagedSystem'], default: 'ManagedAccount' },
} as const satisfies Fields;

const quickRuleAccounts = {
  AccountIDs: { kind: 'list', required: true, of: { kind: 'integer' }, note: 'the whole new list' },
} as const satisfies Fields;

const smartRuleByAttribute = {
  AttributeIDs: { kind: 'list', required: true, of: { kind: 'integer' } },
  Title: { kind: 'text', required: true, max: 75 },
  Category: { kind: 'text', max: 50, default: 'Smart Rules' },
  Description: { kind: 'text' },
  ProcessImmediately: { kind: 'flag', default: true },
} as const satisfies Fields;

const smartRuleSingleAccount = {
  AccountID: { kind: 'integer', required: true },
  Title: { kind: 'text' },
} as const satisfies Fields;

const dssKeyRule = {
  DSSKeyRuleID: { kind: 'integer' },
  Name: { kind: 'text' },
  Description: { kind: 'text' },
  KeyType: { kind: 'text' },
  KeySize: { kind: 'integer' },
  EncryptionType: { kind: 'text' },
  PasswordRuleID: { kind: 'integer', nullable: true },
} as const satisfies Fields;

const passwordRule = {
  PasswordRuleID: { kind: 'integer' },
  Name: { kind: 'text' },
  Description: { kind: 'text' },
  MinimumLength: { kind: 'integer' },
  MaximumLength: { kind: 'integer' },
  FirstCharacterRequirement: { kind: 'text' },
  LowercaseRequirement: { kind: 'text' },
  UppercaseRequirement: { kind: 'text' },
  NumericRequirement: { kind: 'text' },
  SymbolRequirement: { kind: 'text' },
  ValidLowercaseCharacters: { kind: 'list', of: { kind: 'text' } },
  ValidUppercaseCharacters: { kind: 'list', of: { kind: 'text' } },
  ValidSymbols: { kind: 'list', of: { kind: 'text' } },
} as const satisfies Fields;

const smartRule = {
  SmartRuleID: { kind: 'integer' },
  OrganizationID: { kind: 'text' },
  Title: { kind: 'text' },
  Description: { kind: 'text' },
  Category: { kind: 'text' },
  Status: { kind: 'integer' },
  LastProcessedDate: { kind: 'time', nullable: true },
  IsReadOnly: { kind: 'flag' },
  RuleType: { kind: 'text' },
} as const satisfies Fields;

/** Quick rules, smart rules, password and key rules. */
export const rules: Table = {
  DSSKeyRules: {
    title: 'DSS key rules',
    item: 'id',
    verbs: { list: { sure: 'seen' }, get: { sure: 'seen' } },
    fields: dssKeyRule,
  },
  PasswordRules: {
    title: 'Password rules',
    item: 'id',
    verbs: { list: { sure: 'seen' }, get: { sure: 'seen' } },
    fields: passwordRule,
    filters: { enabledproducts: { kind: 'text' } },
  },
  QuickRules: {
    title: 'Quick rules',
    verbs: {
      list: { sure: 'seen' },
      add: { fields: quickRuleCreate, sure: 'seen' },
      delete: { query: { title: { kind: 'text', required: true } }, sure: 'inferred' },
    },
    fields: smartRule,
    filters: { title: { kind: 'text' } },
  },
  'QuickRules/{id}': {
    title: 'One quick rule',
    verbs: { get: { sure: 'seen' }, delete: { sure: 'inferred' } },
    fields: smartRule,
  },
  'Organizations/{orgId}/QuickRules': {
    title: 'A quick rule of an organization by title',
    verbs: {
      get: { query: { title: { kind: 'text', required: true } }, sure: 'seen' },
      delete: { query: { title: { kind: 'text', required: true } }, sure: 'seen' },
    },
    fields: smartRule,
  },
  'QuickRules/{quickRuleId}/ManagedAccounts': {
    title: 'Managed accounts of a quick rule',
    verbs: {
      list: { sure: 'seen' },
      update: { method: 'PUT', fields: quickRuleAccounts, answer: 'list', sure: 'seen' },
    },
    fields: managedAccount,
    note: 'update replaces the whole list',
  },
  'QuickRules/{quickRuleId}/ManagedAccounts/{accountId}': {
    title: 'One managed account of a quick rule',
    verbs: { add: { body: 'none', answer: 'list', sure: 'seen' }, delete: { answer: 'list', sure: 'seen' } },
    fields: managedAccount,
  },
  SmartRules: {
    title: 'Smart rules',
    verbs: {
      list: { sure: 'seen' },
      delete: { query: { title: { kind: 'text', required: true } }, sure: 'seen' },
    },
    fields: smartRule,
    filters: { type: { kind: 'text', default: 'all' }, title: { kind: 'text' } },
  },
  'SmartRules/{id}': {
    title: 'One smart rule',
    verbs: { get: { sure: 'seen' }, delete: { sure: 'seen' } },
    fields: smartRule,
  },
  'SmartRules/{id}/Process': {
    title: 'Have a smart rule processed now',
    verbs: { do: { query: { queue: { kind: 'flag' } }, sure: 'seen' } },
    fields: smartRule,
  },
  'SmartRules/FilterAssetAttribute': {
    title: 'Smart rule for assets with attributes',
    verbs: { add: { fields: smartRuleByAttribute, sure: 'seen' } },
    fields: smartRule,
  },
  'SmartRules/FilterSingleAccount': {
    title: 'Smart rule for one account',
    verbs: { add: { fields: smartRuleSingleAccount, sure: 'inferred' } },
    fields: smartRule,
  },
  'Organizations/{orgId}/SmartRules': {
    title: 'A smart rule of an organization by title',
    verbs: { delete: { query: { title: { kind: 'text', required: true } }, sure: 'seen' } },
    fields: {},
  },
  'UserGroups/{id}/SmartRules': {
    title: 'Smart rules of a user group',
    verbs: { list: { sure: 'seen' } },
    fields: smartRule,
    filters: { accessLevels: { kind: 'text' } },
  },
};
