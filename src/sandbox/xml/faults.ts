import { type Reply, text } from '../exchange.ts';
import { appliance } from './clients.ts';
import { declaration, documentNotFound, el, els, type Markup, namespace, xml, xmlError } from './write.ts';

const page = (content: string): Reply => text(200, 'text/xml; charset=utf-8', content);
const raw = (markup: Markup | string): Reply =>
  page(`${declaration}${typeof markup === 'string' ? markup : markup.xml}\n`);
const reporting = { xmlns: namespace('reporting') };

/** Every shape of an error that has been seen on the XML side, by the word behind `xml=`. */
export const shapes: Readonly<Record<string, () => Reply>> = {
  nothing: () =>
    xmlError('reporting', 'No Support report information matching your chosen criteria is available.'),
  'nothing-team': () =>
    xmlError('reporting', 'No Support Team report information matching your chosen criteria is available.'),
  'nothing-fr': () =>
    xmlError('reporting', 'Aucune information de rapport correspondant à vos critères n’est disponible.'),
  'nothing-de': () => xmlError('reporting', 'Zu Ihren Kriterien liegen keine Berichtsdaten vor.'),
  'nothing-empty': () => raw(`<session_list xmlns="${reporting.xmlns}"></session_list>`),
  blank: () =>
    raw(
      `\n<error xmlns="${reporting.xmlns}" >No Support report information matching your chosen criteria is available.</error >\n\n`,
    ),
  root: () => xmlError('command', 'Something was not right.'),
  action: () => xmlError('command', 'Invalid action'),
  nested: () => xml('reporting', 'session_list', el('error', {}, 'An invalid start_date was given.')),
  expired: () =>
    xmlError('reporting', 'This recording has expired and can no longer be viewed or downloaded.'),
  archive: () => xmlError('reporting', 'No archives found for the given search criteria.'),
  old: () => page(`<error xmlns="http://www.bomgar.com/namespaces/API/command">Login failed</error>`),
  text: () => text(200, 'text/plain', 'Invalid credentials'),
  'not-found': documentNotFound,
  doctype: () => raw(`<!DOCTYPE session_list [<!ENTITY a "b">]><session_list>&a;</session_list>`),
  cut: () => raw(`<session_list xmlns="${reporting.xmlns}"><session lsid="00"><start_time>2025`),
  other: () => raw('<something_else/>'),
  success: () => raw(el('answer', {}, el('success', {}, 'Done in a wrapper'))),
  unwell: () =>
    xml(
      'command',
      'check_health',
      el('appliance', { id: appliance }, 'access.example.com'),
      els({
        version: '24.10 (Build 81234.0f2c)',
        success: false,
        error_message: 'Database is not responding & retries are exhausted.',
        failover_role: 'backup',
      }),
      el('enabled_shared_ips', {}, el('ip', {}, '192.0.2.10'), el('ip', {}, '2001:db8::10')),
    ),
};
