import { nameKeysOf, seatRoles } from '#kernel';
import { maySitAs, namesToGive, type Sitter } from './seat-giving.js';

const field: Sitter = { kind: 'staff', roomName: 'Dr. Field', fullName: 'Robin Field' };

describe('a seat that is given', () => {
  it.each<[Sitter['kind'], string[]]>([
    ['patient', ['patient']],
    ['guest', ['guest']],
    ['staff', ['host', 'co_facilitator', 'observer']],
  ])('lets a %s sit as %s only', (kind, roles) => {
    expect(seatRoles.filter((role) => maySitAs(kind, role))).toEqual(roles);
  });

  it.each<[string, Sitter, string[]]>([
    ['a clinician by the name of the rooms, else in full', field, ['Dr. Field', 'Robin Field']],
    ['somebody who has not said how they are called in full', { ...field, roomName: null }, ['Robin Field']],
    ['somebody who is called in full once', { ...field, roomName: 'Robin Field' }, ['Robin Field']],
    ['somebody whose room name is blank in full', { ...field, roomName: '  ' }, ['Robin Field']],
    ['a patient by no name: they choose it', { kind: 'patient', roomName: 'Ana', fullName: 'Ana Example' }, []],
  ])('names %s', (_who, sitter, names) => expect(namesToGive(sitter)).toEqual(names.map((shownName) => ({ shownName, nameKeys: nameKeysOf(shownName) }))));
});
